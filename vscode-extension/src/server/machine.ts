import * as fs from "node:fs";
import * as os from "node:os";
import type { Machine } from "./serverLocation";

/** The machine that the extension runs on. */
export const thisMachine: Machine = {
  platform: process.platform,
  environment: process.env,
  home: os.homedir(),
  kindOf(path) {
    const found = fs.statSync(path, { throwIfNoEntry: false });
    if (found?.isFile() === true) {
      return "file";
    }

    return found?.isDirectory() === true ? "folder" : undefined;
  },
};
