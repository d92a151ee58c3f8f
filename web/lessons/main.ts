// The page's entry: upgrades the experiments that stand in the text.
import "../element/define";
