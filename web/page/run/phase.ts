// Where a session stands. Knows nothing else.

export type Phase =
  | "poster"
  | "loading"
  | "ready"
  | "queued"
  | "running"
  | "paused"
  | "finished"
  | "diverged"
  | "failed";
