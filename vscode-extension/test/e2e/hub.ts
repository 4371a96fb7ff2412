import * as http from "node:http";

/** A hub on loopback that has one file under every name, at the speed that is set. */
export class Hub {
  bytesPerSecond = Infinity;
  status = 200;
  requests = 0;
  lastStart = 0;
  private readonly server: http.Server;

  constructor(content: Buffer) {
    this.server = http.createServer((request, response) => {
      this.requests++;
      if (this.status !== 200) {
        response.writeHead(this.status).end();
        return;
      }

      const start = Number(/bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0);
      this.lastStart = start;
      response.writeHead(start > 0 ? 206 : 200, {
        etag: '"one"',
        "content-length": content.length - start,
        ...(start > 0 ? { "content-range": `bytes ${start}-${content.length - 1}/${content.length}` } : {}),
      });
      const send = (at: number) => {
        if (response.destroyed || at >= content.length) {
          response.end();
          return;
        }

        const end = Math.min(content.length, at + Math.min(this.bytesPerSecond / 20, 4_000_000));
        response.write(content.subarray(at, end), () => setTimeout(() => send(end), this.bytesPerSecond === Infinity ? 0 : 50));
      };
      send(start);
    });
  }

  listen(): Promise<string> {
    return listen(this.server);
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

/** Starts a server on a free port of loopback; its address. */
export function listen(server: http.Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      if (typeof address === "object" && address !== null) {
        resolve(`http://127.0.0.1:${address.port}`);
      } else {
        reject(new Error("no port"));
      }
    });
  });
}
