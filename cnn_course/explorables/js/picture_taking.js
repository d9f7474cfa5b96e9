// Ways for a reader's own picture into a figure: a file, the camera, a drag, a paste. The picture
// stays in the page.

import { element, labeled } from "./interface.js";
import { UNREADABLE, fitted, pictureAmong } from "./own_picture.js";

/** @import { Photo } from "./own_picture.js" */

const WORK = 1024; // pixels along a side; more are not looked at

// takesPictures({root, tell, onPhoto, wanted}): tell(problem) in a sentence, "" where there is
// none; wanted() says whether the figure can take one at the moment. The answer is what to show.
/**
 * @param {{
 *   root: HTMLElement, tell: (problem: string) => void, onPhoto: (photo: Photo) => void,
 *   wanted?: () => boolean,
 * }} figure
 */
export function takesPictures({ root, tell, onPhoto, wanted = () => true }) {
  let choices = 0; // the last one counts, however long it takes

  async function take(/** @type {Iterable<File>} */ files) {
    const choice = ++choices;
    const { file, problem } = pictureAmong(files);
    if (!file) return tell(problem);
    const photo = await read(file).catch(() => {});
    if (choice !== choices) return;
    if (!photo) return tell(UNREADABLE);
    tell("");
    onPhoto(photo);
  }

  function field(/** @type {string} */ name, /** @type {Record<string, any>} */ more = {}) {
    const input = element("input", {
      type: "file", accept: "image/*", ...more,
      onchange: () => {
        if (input.files?.length) take([...input.files]);
        input.value = ""; // the same file can be chosen again
      },
    });
    return labeled(name, input);
  }

  root.addEventListener("dragover", (event) => {
    if (wanted() && event.dataTransfer?.types.includes("Files")) event.preventDefault();
  });
  root.addEventListener("drop", (event) => {
    if (!wanted() || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    take(event.dataTransfer.files);
  });
  root.addEventListener("paste", (event) => {
    const files = event.clipboardData?.files ?? [];
    if (!wanted() || files.length === 0) return;
    event.preventDefault();
    take(files);
  });

  // Where there is no camera to be held, such a field only opens files.
  const hand = globalThis.matchMedia?.("(pointer: coarse)").matches;
  return element("details", { class: "cnn-more cnn-own" },
    element("summary", {}, "Your own picture"),
    element("div", { class: "cnn-settings" },
      field("Open a picture"), ...(hand ? [field("Take a photograph", { capture: "environment" })] : []),
      element("p", {}, "Or drop one on the figure, or paste one while you are in it. It stays on your device.")));
}

/** @returns {Promise<Photo>} */
async function read(/** @type {File} */ file) {
  const bitmap = await createImageBitmap(file);
  const [height, width] = fitted(bitmap, WORK);
  const canvas = element("canvas", { width, height });
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  return context.getImageData(0, 0, width, height);
}
