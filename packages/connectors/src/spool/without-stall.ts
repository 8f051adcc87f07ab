/** Passes pieces on as they come. @throws what `stalled` makes, where none comes for so long; what was asked for is given up then */
export async function* withoutStall(pieces: AsyncIterable<Uint8Array>, idleMs: number, stalled: () => Error): AsyncGenerator<Uint8Array> {
  const iterator = pieces[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await within(iterator.next(), idleMs, stalled);
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    // Not waited for: a stream that stalls may not end either.
    iterator.return?.()?.catch(() => {});
  }
}

/** A promise, or what `late` makes after so long. */
export function within<Value>(promise: Promise<Value>, ms: number, late: () => Error): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(late()), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
