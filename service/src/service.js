// Environment and routes -> a listening HTTP server that a signal stops in good order.
import { createServer } from 'node:http';

import { createApp } from './app.js';
import { readConfig } from './config.js';
import { drainable } from './drain.js';
import { createLog } from './log.js';

// The load balancer must be the one that closes an idle connection, or it sends a request into one that we are closing and
// answers 502. Its idle timeout is 60 s unless changed:
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#connection-idle-timeout
// headersTimeout has to be the longer one, else it can end a kept connection first: https://github.com/nodejs/node/issues/27363
const TIMEOUTS = { keepAliveTimeout: 65_000, headersTimeout: 70_000 };

export function run({ env, routes }) {
  const { config, problems } = readConfig(env);
  const log = createLog({ level: config.logLevel });
  if (problems.length > 0) {
    problems.forEach((problem) => log.error(problem));
    process.exit(1);
  }

  process.on('uncaughtException', (error) => {
    log.error('uncaught exception', { error });
    process.exit(1);
  });

  const server = createServer(TIMEOUTS);
  const { drain, isDraining } = drainable(server);
  const { version } = config;
  server.on('request', createApp({ version, routes: routes(config), isDraining, log }));
  server.on('error', (error) => {
    log.error(listenProblem(error, config.port));
    process.exit(1);
  });
  server.listen(config.port, () => {
    log.info('listening', { port: server.address().port, version, node: process.version });
  });

  const stop = async (signal) => {
    log.info('draining', { signal, delayMs: config.shutdownDelayMs });
    setTimeout(() => {
      log.error('requests still under way at the limit, giving up', { timeoutMs: config.shutdownTimeoutMs });
      process.exit(1);
    }, config.shutdownTimeoutMs);
    await drain({ delayMs: config.shutdownDelayMs });
    log.info('stopped');
    process.exit(0);
  };
  // Once each: a second Ctrl-C ends the process at once.
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

function listenProblem({ code, message }, port) {
  if (code === 'EADDRINUSE') return `port ${port} is already in use: set PORT to a free one`;
  if (code === 'EACCES') return `not allowed to listen on port ${port}: set PORT to one above 1023`;
  return message;
}
