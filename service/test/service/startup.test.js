// What the service says when it cannot start.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';

import { spawnService } from '../support/child.js';

const REFUSED = [
  [{ PORT: 'abc' }, 'PORT must be a whole number from 0 to 65535, got "abc"'],
  [{ PORT: '65536' }, 'PORT must be a whole number from 0 to 65535, got "65536"'],
  [{ PORT: '-1' }, 'PORT must be a whole number from 0 to 65535, got "-1"'],
  [{ PORT: '80.5' }, 'PORT must be a whole number from 0 to 65535, got "80.5"'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be one of debug, info, warn, error, got "loud"'],
  [{ SHUTDOWN_TIMEOUT_MS: '30000' }, 'SHUTDOWN_TIMEOUT_MS must be a whole number from 1 to 29000, got "30000"'],
  [
    { SHUTDOWN_DELAY_MS: '5000', SHUTDOWN_TIMEOUT_MS: '5000' },
    'SHUTDOWN_DELAY_MS (5000) must be less than SHUTDOWN_TIMEOUT_MS (5000)',
  ],
];

for (const [env, message] of REFUSED) {
  test(`${JSON.stringify(env)} is refused`, async (t) => {
    assert.deepEqual(await complaints(t, env), [message]);
  });
}

test('all complaints come at once', async (t) => {
  assert.equal((await complaints(t, { PORT: 'abc', LOG_LEVEL: 'loud', SHUTDOWN_DELAY_MS: '1s' })).length, 3);
});

test('a port in use is refused', async (t) => {
  const other = createServer().listen(0);
  t.after(() => other.close());
  await once(other, 'listening');
  const { port } = other.address();
  assert.deepEqual(await complaints(t, { PORT: String(port) }), [
    `port ${port} is already in use: set PORT to a free one`,
  ]);
});

async function complaints(t, env) {
  const { lines, ended } = spawnService(t, { env });
  assert.deepEqual(await ended(), { code: 1, signal: null });
  assert.ok(lines.every(({ level }) => level === 'error'));
  return lines.map(({ msg }) => msg);
}
