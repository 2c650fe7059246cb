/** Names for services: a typed symbol that the container resolves; each stands beside its service. */

/** A service's name that carries its type. */
export type Token<T> = symbol & { readonly service?: T };

/** Names a service. Equal names are equal tokens, also across copies of this module. */
export function token<T>(name: string): Token<T> {
  // Symbol.for, because a plugin may hold its own copy of this file.
  return Symbol.for(`metaforge.${name}`);
}
