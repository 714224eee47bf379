// Environment variables -> settings, with every complaint about them at once.
import { readFileSync } from 'node:fs';

import { LEVELS } from './log.js';

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

// ECS sends SIGKILL when stopTimeout is over, 30 s unless the task definition says more: our own limit must strike before it.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html#container_definition_timeouts
const LONGEST_SHUTDOWN_MS = 29_000;

export function readConfig(env) {
  const problems = [];

  const integer = (name, fallback, min, max) => {
    const text = env[name] || String(fallback);
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    problems.push(`${name} must be a whole number from ${min} to ${max}, got "${text}"`);
    return fallback;
  };

  const oneOf = (name, fallback, allowed) => {
    const text = env[name] || fallback;
    if (allowed.includes(text)) return text;
    problems.push(`${name} must be one of ${allowed.join(', ')}, got "${text}"`);
    return fallback;
  };

  const config = {
    version: env.VERSION || manifest.version,
    port: integer('PORT', 3000, 0, 65_535),
    logLevel: oneOf('LOG_LEVEL', 'info', LEVELS),
    shutdownDelayMs: integer('SHUTDOWN_DELAY_MS', 2_000, 0, LONGEST_SHUTDOWN_MS),
    shutdownTimeoutMs: integer('SHUTDOWN_TIMEOUT_MS', 25_000, 1, LONGEST_SHUTDOWN_MS),
  };

  if (problems.length === 0 && config.shutdownDelayMs >= config.shutdownTimeoutMs) {
    problems.push(
      `SHUTDOWN_DELAY_MS (${config.shutdownDelayMs}) must be less than SHUTDOWN_TIMEOUT_MS (${config.shutdownTimeoutMs})`,
    );
  }

  return { config, problems };
}
