// One attempt to bring a document: the file goes up, lines of JSON come down, and it always ends.
//
// XMLHttpRequest tells how much of a file has been sent, which `fetch` does not.

const SILENT_AFTER_MS = 45_000;

/**
 * Send `file` to `url` under `key`; `tell({ stage, part, before })` hears how far it is, at first
 * with the stage `sending`.
 *
 * `result` is a promise of what came of it: `{ document }`, `{ refusal: { zh, en }, again }` with
 * the server's own sentence and whether trying again may help, `{ lost: key }` with the key of a
 * sentence of `atlas/words/read.json`, or `{ cancelled: true }`.
 */
export function upload({ url, file, key, tell }) {
  const request = new XMLHttpRequest();
  let over;
  const result = new Promise((done) => (over = done));
  let timer = 0;
  let read = 0;
  let last = null;

  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => end({ lost: "silent" }), SILENT_AFTER_MS);
  };

  function end(outcome) {
    clearTimeout(timer);
    over(outcome);
    // Whoever still reads the file for us need not go on.
    request.abort();
  }

  /** Take whole lines as they come. */
  function take() {
    if (request.status !== 200 || !saysType("application/x-ndjson")) return;
    const text = request.responseText;
    for (let next = text.indexOf("\n", read); next >= 0; next = text.indexOf("\n", read)) {
      const line = parsed(text.slice(read, next));
      read = next + 1;
      if (!line) return end({ lost: "failed" });
      last = line;
      if (line.stage) tell(line);
    }
  }

  const saysType = (type) => (request.getResponseHeader("Content-Type") ?? "").startsWith(type);

  function finished() {
    take();
    if (request.status === 200 && last?.id) return end({ document: last });
    if (request.status === 200 && last?.problem) return end({ refusal: last.problem, again: false });
    if (request.status === 200) return end({ lost: "failed" });
    const detail = saysType("application/problem+json") && parsed(request.responseText)?.detail;
    if (detail?.zh && detail?.en) {
      return end({ refusal: detail, again: request.status === 429 || request.status >= 500 });
    }
    // A proxy on the way has answered in place of the server.
    return end({ lost: request.status === 413 ? "too_large_on_the_way" : "failed" });
  }

  request.upload.onprogress = ({ loaded, total }) => {
    alive();
    tell({ stage: "sending", part: total ? loaded / total : undefined });
  };
  request.onprogress = () => {
    alive();
    take();
  };
  request.onload = finished;
  request.onerror = () => end({ lost: "failed" });
  request.onabort = () => end({ cancelled: true });

  request.open("POST", url);
  request.setRequestHeader("X-File-Name", encodeURIComponent(file.name));
  request.setRequestHeader("Idempotency-Key", key);
  alive();
  request.send(file);
  return { result, cancel: () => end({ cancelled: true }) };
}

/** An object from its JSON, or null where it is none. */
function parsed(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
