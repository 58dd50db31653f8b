/**
 * Makes something for an object that never changes (a snapshot, an object of the directory) once, and lets it go with the object. Where `make`
 * is pure, nobody can tell it from making it anew each time, so that it may be shared by all: the one kind of memory that a module may have.
 */
export function memo<Key extends object, Made>(make: (of: Key) => Made): (of: Key) => Made {
  const known = new WeakMap<Key, { readonly made: Made }>();
  return (of) => {
    let kept = known.get(of);
    if (kept === undefined) known.set(of, (kept = { made: make(of) }));
    return kept.made;
  };
}
