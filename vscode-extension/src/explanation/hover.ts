import type { Middleware } from "vscode-languageclient/node";

/** Asks the server for a hover only where the user wants one beside the C# extension's own. */
export function hoverMiddleware(isOn: () => boolean): Pick<Middleware, "provideHover"> {
  return {
    provideHover: async (document, position, token, next) => {
      if (!isOn()) {
        return null;
      }

      try {
        return await next(document, position, token);
      } catch {
        // The client has written it to the output; a hover that is not there disturbs nobody.
        return null;
      }
    },
  };
}
