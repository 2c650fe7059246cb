/** The one file that knows tsyringe: services by typed token, built lazily, once. */
import "reflect-metadata";
import { container as root, instanceCachingFactory } from "tsyringe";
import type { DependencyContainer } from "tsyringe";
import { fail } from "./errors.ts";
import type { Token } from "./tokens.ts";

/** Where services are found; a child sees its parent, never the reverse. */
export interface Container {
  get<T>(what: Token<T>): T;
  /** Registers a lazily built singleton; throws DUPLICATE_SERVICE if this container or a parent has the name. */
  provide<T>(what: Token<T>, make: (from: Container) => T): void;
  child(): Container;
}

/** A container of its own for one kernel; tsyringe's global one is never used. */
export const createContainer = (): Container => wrap(root.createChildContainer());

function wrap(inner: DependencyContainer): Container {
  const self: Container = {
    get: (what) => inner.resolve(what),
    provide(what, make) {
      // `true` looks at parents too: without it a plugin's child container could shadow a core service.
      if (inner.isRegistered(what, true)) throw fail("DUPLICATE_SERVICE", { token: String(what) });
      inner.register(what, { useFactory: instanceCachingFactory(() => make(self)) });
    },
    child: () => wrap(inner.createChildContainer()),
  };
  return self;
}
