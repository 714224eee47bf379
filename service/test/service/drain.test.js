// How the service stops.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { test } from 'node:test';

import { ask, text } from '../support/ask.js';
import { startService } from '../support/child.js';
import { assertServed, startLoad } from '../support/load.js';

const STOPPED = { code: 0, signal: null };
const held = { args: ['--import', './test/support/held-clock.js', 'src/server.js'] };
const extended = { args: ['test/support/extended-server.js'] };

test('SIGTERM fails no request under load', async (t) => {
  const { port, kill, line, ended } = await startService(t, { ...held, env: { VERSION: '1.2.3' } });
  const load = startLoad(port);
  await load.warm;
  kill('SIGTERM');
  await line('draining');
  assertServed(await load.done, 'Version: 1.2.3');

  kill('SIGUSR2');
  assert.deepEqual(await ended(), STOPPED);
  await assert.rejects(ask(port, '/'), { code: 'ECONNREFUSED' });
});

test('SIGINT stops it too', async (t) => {
  const { kill, ended, line } = await startService(t, { env: { SHUTDOWN_DELAY_MS: '0' } });
  kill('SIGINT');
  assert.deepEqual(await ended(), STOPPED);
  assert.equal((await line('draining')).signal, 'SIGINT');
});

test('while draining, health is 503 and the rest answers', async (t) => {
  const { port, kill, line } = await startService(t, { ...held, env: { VERSION: '1.2.3' } });
  kill('SIGTERM');
  await line('draining');
  const { status, body } = await ask(port, '/health');
  assert.equal(status, 503);
  assert.deepEqual(JSON.parse(body), { status: 'draining', version: '1.2.3' });
  assert.equal((await ask(port, '/')).status, 200);
});

test('a request under way is finished, and its connection not kept', async (t) => {
  const { port, kill, line, ended } = await startService(t, { ...extended, env: { SHUTDOWN_DELAY_MS: '0' } });
  const upload = await startUpload(t, port);
  kill('SIGTERM');
  await line('draining');
  await refused(port);
  upload.end('and the rest');

  const [res] = await once(upload, 'response');
  assert.equal(res.statusCode, 200);
  assert.equal(res.headers.connection, 'close');
  assert.equal(await text(res), 'the beginning and the rest');
  assert.deepEqual(await ended(), STOPPED);
});

test('a request that never ends is given up at the limit, with exit 1', async (t) => {
  const env = { SHUTDOWN_DELAY_MS: '0', SHUTDOWN_TIMEOUT_MS: '300' };
  const { port, kill, line, ended } = await startService(t, { ...extended, env });
  const upload = await startUpload(t, port);
  kill('SIGTERM');
  await assert.rejects(once(upload, 'response'), { code: 'ECONNRESET' });
  assert.deepEqual(await ended(), { code: 1, signal: null });
  assert.equal((await line('requests still under way at the limit, giving up')).timeoutMs, 300);
});

test('connections without a request do not hold up the end', async (t) => {
  // Were they to hold it up, the limit would strike, and the exit code be 1.
  const { port, kill, ended } = await startService(t, { env: { SHUTDOWN_DELAY_MS: '0' } });
  const silent = connect(port, '127.0.0.1'); // one that never says a word
  silent.on('error', () => {});
  t.after(() => silent.destroy());
  await once(silent, 'connect');
  const agent = new Agent({ keepAlive: true });
  t.after(() => agent.destroy());
  await ask(port, '/', { agent }); // a kept one; its answer means that the silent one, first in the queue, is accepted too

  kill('SIGTERM');
  assert.deepEqual(await ended(), STOPPED);
});

/** A request whose body is not complete, and that the service has begun to handle: it said "100 Continue". */
async function startUpload(t, port) {
  const headers = { Expect: '100-continue', 'Content-Type': 'text/plain' };
  const agent = new Agent({ keepAlive: true });
  const upload = request({ host: '127.0.0.1', port, path: '/upload', method: 'POST', headers, agent });
  t.after(() => upload.destroy());
  upload.flushHeaders();
  await once(upload, 'continue');
  upload.write('the beginning ');
  return upload;
}

/** Resolves once new connections are refused. */
async function refused(port) {
  for (;;) {
    try {
      await ask(port, '/');
    } catch (error) {
      if (error.code === 'ECONNREFUSED') return;
    }
  }
}
