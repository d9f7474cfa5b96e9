// What this runtime lacks, and this NumPy asks for: a function of C that looks where a temporary
// array came from. No place is a right answer.

/** @param {(module: any) => Promise<unknown>} create What makes the runtime. */
export function adjusted(create) {
  return (/** @type {any} */ module) => {
    const before = module.adjustWasmImports;
    module.adjustWasmImports = (/** @type {any} */ imports) => {
      before?.(imports);
      imports.backtrace = () => 0;
    };
    return create(module);
  };
}
