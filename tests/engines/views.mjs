// Every view of the element, and an experiment small enough for a test that has it. Views that fit
// one experiment share a training.

const language = "n=300&epochs=1&width=16&context=12";

export const experiments = [
  {
    link: "data=moons&epochs=20&p=0.3&width=16",
    views: "field curves network uncertainty weights average subnets forgot missing sweep",
  },
  { link: "data=sine&n=60&epochs=20&p=0.3&depth=0", views: "ridge" },
  {
    link: "model=text&data=wordnet&drop=word&n=400&epochs=1&width=16&emb=16&p=0.4",
    views: "text",
  },
  { link: `model=lstm&data=names&${language}&p=0.2`, views: "write" },
  {
    link: `model=transformer&data=names&${language}&depth=1&heads=2&patt=0.3`,
    views: "attention",
  },
  { link: "model=cnn&data=fashion&n=64&width=32&batch=16&epochs=1&p=0.3", views: "maps" },
  { link: "model=lstm&data=recall&n=300&epochs=1&p=0.2", views: "lag" },
];

/** Views that are no pictures: what they must say instead. */
export const written = { write: /Written in eval mode after \d+ steps/ };

/** Covered by a scenario of their own: the reader's table is dropped, not linked. */
export const elsewhere = ["table"];
