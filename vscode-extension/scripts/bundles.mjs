/** Modules that are loaded when they are needed, in bundles of their own. */
export const lazyBundles = ["src/server/languageClient.ts", "src/explanation/explanationPanel.ts", "src/report/reportPanel.ts", "src/models/modelsPanel.ts", "src/learning/learningPanel.ts"];
