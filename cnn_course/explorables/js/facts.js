// Written by `python -m cnn_course.explorables` from facts.py: change a fact there.

export const NO_ROOM = "kernel {kernel} does not fit a size of {size}{zeros}; add padding or use a smaller kernel";
export const WITH_ZEROS = " with {before} + {after} zeros";
export const MOST_PIXELS = 16;
export const LARGEST = 1000000;
export const PADDINGS = /** @type {const} */ (["valid", "same"]);
export const MOST_CHANNELS = 4;
export const MOST_KERNEL = 5;
export const MOST_FILTERS = 6;
export const MOST_STRIDE = 3;
export const MOST_ZEROS = 4;
export const PARTS = /** @type {const} */ (["size", "stride", "padding", "bias", "flip", "visits", "parameters", "formula"]);
export const HALF_TURN = "The kernel is given a half turn before it slides.";
export const MOST_WINDOW = 4;
export const POOLINGS = /** @type {const} */ ({"max": "max", "average": "average", "l2": "L2"});
export const SAME = 1e-09;
export const STAYS = "{count} of {all} results are the same as before the move.";
export const CHANGES = "On average a result changes by {percent} % of the spread.";
export const SPREAD = "The spread is the standard deviation of the results before the move.";
export const SIDE = 28;
export const ELEMENTS = /** @type {const} */ ({"cnn-convolution": "convolution.js", "cnn-digit-reader": "digit_reader.js", "cnn-pooling": "pooling.js", "cnn-question": "question.js"});
