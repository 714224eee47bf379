// A port -> constant traffic on it, as a load balancer sends it: over kept and over new connections, and on for a while
// after the health check has failed, since a load balancer notices late.
import assert from 'node:assert/strict';
import { Agent } from 'node:http';

import { ask } from './ask.js';

const WORKERS_OF_A_KIND = 4;
const BEFORE = 200; // answers in all until `warm`
const AFTERWARDS = 25; // requests of each worker after the first failed health check

export function startLoad(port) {
  const answers = [];
  const failures = [];
  let noticed = false;
  let warmed;
  const warm = new Promise((resolve) => (warmed = resolve));

  async function send(agent) {
    const draining = noticed;
    try {
      answers.push({ draining, ...(await ask(port, '/', { agent })) });
    } catch (error) {
      failures.push({ draining, error });
    }
    if (answers.length + failures.length >= BEFORE) warmed();
  }

  async function work(agent) {
    while (!noticed) await send(agent);
    for (let i = 0; i < AFTERWARDS; i += 1) await send(agent);
    if (agent) agent.destroy();
  }

  async function checkHealth() {
    try {
      while ((await ask(port, '/health')).status !== 503);
    } finally {
      noticed = true; // also when the check itself fails, else the workers would never end
    }
  }

  const workers = Array.from({ length: WORKERS_OF_A_KIND }, () => [
    work(new Agent({ keepAlive: true, maxSockets: 1 })),
    work(false),
  ]).flat();
  const done = Promise.all([checkHealth(), ...workers]).then(() => ({ answers, failures }));
  return { warm, done };
}

/** Every request got this answer, and while draining each was told to connect anew. */
export function assertServed({ answers, failures }, body) {
  assert.deepEqual(failures, []);
  assert.deepEqual([...new Set(answers.map((answer) => `${answer.status} ${answer.body}`))], [`200 ${body}`]);
  assert.ok(answers.some(({ reused }) => reused), 'some requests came over a kept connection');
  const late = answers.filter(({ draining }) => draining);
  assert.ok(late.length >= 2 * WORKERS_OF_A_KIND * AFTERWARDS, `${late.length} requests came while draining`);
  assert.ok(late.every(({ headers }) => headers.connection === 'close'));
}
