// A service's timers -> ones that run when the test says so, however slow the machine is: the delay before the listener
// closes ends with SIGUSR2, and the limit of the whole shutdown is never reached. Loaded before the service, by --import.
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';

timers.setTimeout = () => new Promise((resolve) => process.once('SIGUSR2', resolve));
syncBuiltinESMExports();
globalThis.setTimeout = () => {};
