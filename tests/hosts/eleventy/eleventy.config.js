// What the script fetches lies beside it: the whole folder is handed on as it is.
export default (config) => {
  config.addPassthroughCopy("dropout");
};
