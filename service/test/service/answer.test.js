// What the service answers and what it logs about it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';

import { ask } from '../support/ask.js';
import { root, startService } from '../support/child.js';

const extended = { args: ['test/support/extended-server.js'] };

test('GET / says the version from VERSION', async (t) => {
  const { port } = await startService(t, { env: { VERSION: '1.2.3' } });
  const { status, headers, body } = await ask(port, '/');
  assert.equal(status, 200);
  assert.equal(headers['content-type'], 'text/plain; charset=utf-8');
  assert.equal(body, 'Version: 1.2.3');
  assert.equal(headers['x-powered-by'], undefined);
});

for (const env of [{}, { VERSION: '' }]) {
  test(`GET / says the version of package.json with ${JSON.stringify(env)}`, async (t) => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const { port } = await startService(t, { env });
    assert.equal((await ask(port, '/')).body, `Version: ${version}`);
  });
}

test('GET /health is ok', async (t) => {
  const { port } = await startService(t, { env: { VERSION: '1.2.3' } });
  const { status, body } = await ask(port, '/health');
  assert.equal(status, 200);
  assert.deepEqual(JSON.parse(body), { status: 'ok', version: '1.2.3' });
});

test('an unknown path and an unknown method are 404', async (t) => {
  const { port } = await startService(t);
  for (const [path, method] of [['/nowhere', 'GET'], ['/%E0%A4%A', 'GET'], ['/', 'DELETE']]) {
    const { status, body } = await ask(port, path, { method });
    assert.equal(status, 404, `${method} ${path}`);
    assert.deepEqual(JSON.parse(body), { error: 'Not Found' });
  }
});

test('an error tells the log what happened, and the client nothing', async (t) => {
  const { port, lines, line } = await startService(t, extended);

  const failed = await ask(port, '/fail?token=secret');
  assert.equal(failed.status, 500);
  assert.deepEqual(JSON.parse(failed.body), { error: 'Internal Server Error' });
  const { level, method, path, error } = await line('request failed');
  assert.deepEqual({ level, method, path }, { level: 'error', method: 'GET', path: '/fail' });
  assert.match(error, /^Error: the password is hunter2\n +at /);

  const refused = await ask(port, '/refuse');
  assert.equal(refused.status, 409);
  assert.deepEqual(JSON.parse(refused.body), { error: 'Conflict' });
  assert.doesNotMatch(JSON.stringify(lines), /internal reason|token=secret/);
});

test('an error that nobody catches is one log line and exit 1', async (t) => {
  const { port, line, ended } = await startService(t, extended);
  await assert.rejects(ask(port, '/crash'), { code: 'ECONNRESET' });
  assert.equal((await ended()).code, 1);
  assert.match((await line('uncaught exception')).error, /nobody waits for me/);
});

test('a request is one log line with its time, path, status and duration', async (t) => {
  const { port, line } = await startService(t);
  await ask(port, '/?token=secret');
  const { time, ms, ...rest } = await line('request');
  assert.equal(new Date(time).toISOString(), time);
  assert.ok(ms >= 0);
  assert.deepEqual(rest, { level: 'info', msg: 'request', method: 'GET', path: '/', status: 200 });
});

test('health checks are logged at debug only', async (t) => {
  for (const [level, expected] of [['info', ['/']], ['debug', ['/health', '/']]]) {
    const { port, lines, kill, ended } = await startService(t, { env: { LOG_LEVEL: level, SHUTDOWN_DELAY_MS: '0' } });
    await ask(port, '/health');
    await ask(port, '/');
    kill('SIGTERM');
    await ended();
    assert.deepEqual(lines.filter(({ msg }) => msg === 'request').map(({ path }) => path), expected);
  }
});

test('a connection is kept for longer than the load balancer keeps it', async (t) => {
  const { port } = await startService(t);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  t.after(() => agent.destroy());
  const { headers } = await ask(port, '/', { agent });
  assert.equal(headers['keep-alive'], 'timeout=65');
  assert.equal((await ask(port, '/', { agent })).reused, true);
});
