// Routes -> an Express app with a request log, a health check and errors as JSON.
import { STATUS_CODES } from 'node:http';

import express from 'express';

const HEALTH = '/health';

export function createApp({ version, routes, isDraining, log }) {
  const app = express();
  app.disable('x-powered-by');
  app.use(logRequests(log));

  app.get(HEALTH, (req, res) => {
    if (isDraining()) res.status(503).json({ status: 'draining', version });
    else res.json({ status: 'ok', version });
  });

  app.use(routes);
  app.use((req, res) => answerError(res, 404));
  app.use(handleErrors(log));
  return app;
}

function logRequests(log) {
  return (req, res, next) => {
    const start = performance.now();
    const { method, path } = req; // now: a router changes req.path; and never the query, which may hold secrets
    res.once('close', () => {
      // The load balancer asks every few seconds: at info these lines would bury all others.
      const level = path === HEALTH ? 'debug' : 'info';
      const ms = Math.round((performance.now() - start) * 10) / 10;
      const aborted = res.writableFinished ? undefined : true;
      log[level]('request', { method, path, status: res.statusCode, ms, aborted });
    });
    next();
  };
}

// Express knows an error handler by its four parameters.
function handleErrors(log) {
  return (error, req, res, next) => {
    const status = error.status >= 400 && error.status < 500 ? error.status : 500;
    if (status === 500) log.error('request failed', { method: req.method, path: req.path, error });
    if (res.headersSent) next(error); // too late to answer: Express closes the connection
    else answerError(res, status);
  };
}

// The client gets the status's standard text and nothing of ours.
function answerError(res, status) {
  res.status(status).json({ error: STATUS_CODES[status] });
}
