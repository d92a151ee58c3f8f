// Types of types.mjs for the tests.
export function types(): string;
