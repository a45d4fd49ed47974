// A built site as a host serves it, with the policy that the build wrote; `https` is not asked for, which it has none of.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";

const TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".jpg": "image/jpeg",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".vtt": "text/vtt",
  ".webm": "video/webm",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

// Serves the folder `root`. `meet` is told of each path that is asked for, and may say that nothing stands there
// (`missing`) or that it takes its time (`delay`, in milliseconds). Returns where the site stands, and the server.
export async function host(root, meet = () => ({})) {
  const headers = fs.readFileSync(path.join(root, "_headers"), "utf8");
  const policy = headers.match(/Content-Security-Policy: (.*)/)[1].replace("upgrade-insecure-requests", "");
  const server = http.createServer((request, answer) => {
    const place = decodeURIComponent(new URL(request.url, "http://x").pathname);
    const { missing = false, delay = 0 } = meet(place) ?? {};
    const file = path.join(root, place.endsWith("/") ? `${place}index.html` : place);
    if (missing || !fs.existsSync(file)) return answer.writeHead(404).end();
    const type = TYPES[path.extname(file)] ?? "application/octet-stream";
    answer.writeHead(200, { "Content-Type": type, "Content-Security-Policy": policy });
    return setTimeout(() => answer.end(fs.readFileSync(file)), delay);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { base: `http://127.0.0.1:${server.address().port}`, server };
}
