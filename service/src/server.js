// The entry point: the process's environment -> a running service.
import { routes } from './routes.js';
import { run } from './service.js';

run({ env: process.env, routes });
