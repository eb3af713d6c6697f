// What is asked of the server about a kept document by whoever has its key, which goes in a header.

/** @import { AboutDocument } from "../contract" */

/** Where readers' documents are kept, by the address of the assets. */
export const serviceBeside = (assets) => new URL("../../api/v1/documents", new URL(assets, location.href)).href;

/** Ask the server; null where there was no answer. */
export async function ask(method, address, key, body) {
  try {
    return await fetch(address, { method, headers: { "X-Key": key }, ...(body && { body: JSON.stringify(body) }) });
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** What its keeper may know of a document, or null.
 *  @returns {Promise<AboutDocument | null>} */
export async function about(service, id, key) {
  const answer = await ask("GET", `${service}/${id}`, key);
  const told = answer?.ok && (answer.headers.get("Content-Type") ?? "").startsWith("application/json");
  return told ? answer.json() : null;
}

/** The server's own sentence on what it did not do; `otherwise` where it gave none. */
export async function reason(answer, lang, otherwise) {
  const told = (answer?.headers.get("Content-Type") ?? "").startsWith("application/problem+json");
  return (told && (await answer.json()).detail?.[lang]) || otherwise;
}
