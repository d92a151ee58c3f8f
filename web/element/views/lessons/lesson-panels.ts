// The panels that explain, fetched together: each is small.
export { AveragePanel } from "./average-panel";
export { ForgotPanel } from "./forgot-panel";
export { LagPanel } from "./lag-panel";
export { MissingPanel } from "./missing-panel";
export { RidgePanel } from "./ridge-panel";
export { SubnetsPanel } from "./subnets-panel";
