// The image, as far as it goes without Docker: what the Dockerfile puts into it runs by itself, as a user who owns nothing,
// with nowhere to write.
import assert from 'node:assert/strict';
import { chmodSync, lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { ask } from './support/ask.js';
import { root, spawnService, startService } from './support/child.js';
import { buildImage, sentFiles } from './support/image.js';
import { assertServed, startLoad } from './support/load.js';

const NOBODY = 65534;
let scratch;
let image;

before(() => {
  scratch = mkdtempSync(join(tmpdir(), 'image-'));
  image = buildImage(root, scratch, { VERSION: '9.8.7' });
  chmodSync(scratch, 0o755); // mkdtemp lets only its owner in
  eachEntry(image.root, (path, mode) => chmodSync(path, mode & ~0o222));
});

after(() => {
  eachEntry(scratch, (path, mode) => chmodSync(path, mode | 0o200));
  rmSync(scratch, { recursive: true });
});

test('the build gets the manifest, the lockfile and the sources, and nothing else', () => {
  const sent = sentFiles(root).filter((file) => !file.startsWith('src/'));
  assert.deepEqual(sent, ['package-lock.json', 'package.json']);
});

test('the image holds the service and its dependencies, and nothing else', () => {
  const { workdir, root: files } = image;
  assert.deepEqual(readdirSync(join(files, workdir)).sort(), ['node_modules', 'package.json', 'src']);
});

test('the image is pinned, runs as an ordinary user, and expects SIGTERM', () => {
  const { from, env, settings } = image;
  assert.match(from, /^public\.ecr\.aws\/docker\/library\/node:\d+\.\d+-alpine/);
  assert.equal(settings.USER, '1000:1000'); // node's ids in the official image
  assert.equal(settings.STOPSIGNAL, 'SIGTERM');
  assert.deepEqual(env, { NODE_ENV: 'production', VERSION: '9.8.7' });
});

test('it has nowhere to write', async (t) => {
  const write = `try { fs.writeFileSync(process.argv[1], '') } catch ({ code }) { console.log(JSON.stringify({ msg: code })) }`;
  for (const path of ['file', join(tmpdir(), 'file')]) {
    const { ended, lines } = spawnService(t, inImage(['-e', write, path]));
    await ended();
    assert.deepEqual(lines, [{ msg: 'ERR_ACCESS_DENIED' }], path);
  }
});

test('it answers, and SIGTERM fails no request under load', async (t) => {
  const { port, kill, ended } = await startService(t, inImage(nodeArgs(image.settings.CMD)));
  assert.deepEqual(JSON.parse((await ask(port, '/health')).body), { status: 'ok', version: '9.8.7' });

  const check = nodeArgs(image.settings.HEALTHCHECK.replace(/^.* CMD /, ''));
  const checkHealth = () => spawnService(t, { ...inImage(check, { PORT: port }), stdio: ['ignore', 'pipe', 'ignore'] }).ended();
  assert.equal((await checkHealth()).code, 0);

  const load = startLoad(port);
  await load.warm;
  kill('SIGTERM');
  assertServed(await load.done, 'Version: 9.8.7');
  assert.deepEqual(await ended(), { code: 0, signal: null });
  assert.equal((await checkHealth()).code, 1);
});

/** Node in the image's folder with the image's environment; the permission model refuses writes anywhere, as a read-only root does. */
function inImage(args, env) {
  const known = process.allowedNodeEnvironmentFlags;
  const permission = ['--permission', '--experimental-permission'].find((flag) => known.has(flag)); // Node 20 has the latter
  const network = ['--allow-net'].filter((flag) => known.has(flag)); // Node 25 and up forbid it too unless told
  return {
    args: [permission, '--allow-fs-read=*', ...network, '--no-warnings', ...args],
    cwd: join(image.root, image.workdir),
    env: { ...image.env, ...env },
    ...(process.getuid() === 0 ? { uid: NOBODY, gid: NOBODY } : {}),
  };
}

/** The arguments of a command in exec form that runs node. */
function nodeArgs(command) {
  const [program, ...args] = JSON.parse(command);
  assert.equal(program, 'node');
  return args;
}

function eachEntry(path, change) {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) return;
  change(path, stat.mode);
  if (stat.isDirectory()) for (const name of readdirSync(path)) eachEntry(join(path, name), change);
}
