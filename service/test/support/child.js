// A program of this service -> a running process: its port, its log lines, its end.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

const PATIENCE_MS = 200_000; // for what hangs: no test decides by how fast the machine is

/** Starts a program and kills it when the test `t` is over, whatever happened. */
export function spawnService(t, { args = ['src/server.js'], env = {}, ...options } = {}) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { PORT: '0', ...env }, // nothing of our own environment
    stdio: ['ignore', 'pipe', 'inherit'],
    ...options,
  });
  t.after(() => child.kill('SIGKILL'));

  const lines = [];
  const waiting = new Set();
  createInterface({ input: child.stdout }).on('line', (text) => {
    lines.push(JSON.parse(text)); // a line that is no JSON fails the test
    waiting.forEach((look) => look());
  });

  /** The first log line with this message, now or later. */
  const line = (msg) =>
    inTime(`the log line "${msg}"`, (resolve) => {
      const look = () => {
        const found = lines.find((entry) => entry.msg === msg);
        if (!found) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });

  const end = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  const ended = () => inTime('the end of the process', (resolve, reject) => end.then(resolve, reject));

  return { lines, line, ended, kill: (signal) => child.kill(signal) };
}

/** The same, once it listens. */
export async function startService(t, options) {
  const service = spawnService(t, options);
  const { port } = await Promise.race([
    service.line('listening'),
    service.ended().then(({ code }) => Promise.reject(new Error(`exit ${code}: ${JSON.stringify(service.lines)}`))),
  ]);
  return { ...service, port };
}

function inTime(what, executor) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`waited ${PATIENCE_MS} ms for ${what}`)), PATIENCE_MS);
    timer.unref();
    executor(
      (value) => (clearTimeout(timer), resolve(value)),
      (error) => (clearTimeout(timer), reject(error)),
    );
  });
}
