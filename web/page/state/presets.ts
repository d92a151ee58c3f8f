// Example experiments, as links; their descriptions are in the tables of strings.

export const presets = {
  overfit: "model=mlp&data=moons&n=200&noise=0.35&width=256&depth=3&epochs=400&p=0&b.p=0.5",
  tooHigh: "model=mlp&data=spirals&width=64&epochs=300&p=0.2&b.p=0.9",
  regression: "model=mlp&data=xsinx&width=128&epochs=1000&p=0.1&b.p=0",
  kinds: "model=mlp&data=circles&width=64&p=0.3&b.drop=gaussian&c.drop=concrete",
  text: "model=text&data=wordnet&epochs=15&p=0&b.p=0.5",
  words: "model=text&data=wordnet&drop=word&epochs=15&p=0.3",
  images: "model=cnn&data=fashion&n=2000&epochs=10&p=0&b.p=0.5",
  names: "model=lstm&data=names&epochs=15&p=0&b.drop=variational&b.p=0.3",
  transformer: "model=transformer&data=names&epochs=10&p=0.1&patt=0.1&pres=0.1",
  shift: "model=mlp&data=spirals&norm=batch&width=64&p=0.5&epochs=200",
} as const;

export type Preset = keyof typeof presets;
