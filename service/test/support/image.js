// Dockerfile and .dockerignore -> the folder that the image would hold, built without Docker: the same COPY and RUN lines, on this
// machine's Node. An instruction that it does not know is an error, so it cannot pass over one.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const NO_EFFECT_ON_FILES = new Set(['CMD', 'EXPOSE', 'HEALTHCHECK', 'LABEL', 'STOPSIGNAL', 'USER']);

/** Builds the last stage below `scratch`. The result's `root` is its file system, the rest what it would run with. */
export function buildImage(source, scratch, buildArgs = {}) {
  const context = join(scratch, 'context');
  for (const file of sentFiles(source)) copy(join(source, file), join(context, file));

  const stages = new Map();
  let stage;
  for (const { name, rest } of instructions(readFileSync(join(source, 'Dockerfile'), 'utf8'))) {
    if (name === 'FROM') {
      const [from, , alias = 'final'] = rest.split(/\s+/);
      stage = startStage(join(scratch, alias), stages.get(from) ?? { from, env: {}, workdir: '/', settings: {} });
      stages.set(alias, stage);
    } else if (NO_EFFECT_ON_FILES.has(name)) {
      stage.settings[name] = rest;
    } else {
      if (!(name in EFFECTS)) throw new Error(`Dockerfile: ${name} is new to this test, teach it what that does`);
      EFFECTS[name](stage, rest, { context, stages, buildArgs });
    }
  }
  return stage;
}

function startStage(root, base) {
  if (base.root) cpSync(base.root, root, { recursive: true, verbatimSymlinks: true });
  else mkdirSync(root, { recursive: true });
  return { ...base, root, env: { ...base.env }, args: {}, settings: { ...base.settings } };
}

const EFFECTS = {
  WORKDIR(stage, path) {
    stage.workdir = path;
    mkdirSync(join(stage.root, path), { recursive: true });
  },

  ARG(stage, rest, { buildArgs }) {
    const [name, fallback = ''] = rest.split('=');
    stage.args[name] = buildArgs[name] ?? fallback;
  },

  ENV(stage, rest) {
    for (const pair of rest.split(/\s+/)) {
      const [name, value] = pair.split('=');
      stage.env[name] = value.replace(/\$\{(\w+)\}/g, (_, variable) => stage.args[variable] ?? stage.env[variable] ?? '');
    }
  },

  COPY(stage, rest, { context, stages }) {
    const words = rest.split(/\s+/);
    const from = words[0].startsWith('--from=') ? stages.get(words.shift().slice('--from='.length)).root : context;
    const target = words.pop();
    for (const word of words) {
      const source = join(from, word);
      if (!existsSync(source)) throw new Error(`COPY ${rest}: there is no ${word}, or .dockerignore holds it back`);
      const place = join(stage.root, target.startsWith('/') ? '/' : stage.workdir, target);
      // As Docker does it: of a folder the content, and a file into a folder keeps its name.
      copy(source, statSync(source).isFile() && target.endsWith('/') ? join(place, basename(source)) : place);
    }
  },

  RUN(stage, command) {
    execFileSync('sh', ['-ec', command], {
      cwd: join(stage.root, stage.workdir),
      env: { ...process.env, npm_config_prefer_offline: 'true', ...stage.env },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  },
};

/** The files that .dockerignore lets through to a build. */
export function sentFiles(source) {
  const patterns = readFileSync(join(source, '.dockerignore'), 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => ({ sent: line.startsWith('!'), regex: globRegex(line.replace(/^!/, '')) }));

  return readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(join(source, '/').length))
    .filter((file) => patterns.findLast(({ regex }) => regex.test(file))?.sent ?? true)
    .sort();
}

/** A pattern matches what it names and everything below. */
function globRegex(glob) {
  const source = glob.replace(/[.+^$()|{}]/g, '\\$&').replace(/\*\*|\*|\?/g, (mark) => ({ '**': '.*', '*': '[^/]*', '?': '[^/]' })[mark]);
  return new RegExp(`^${source}(/|$)`);
}

function instructions(dockerfile) {
  return dockerfile
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line.trim())
    .map((line) => {
      const [, name, rest] = /^(\w+)\s+(.*)$/.exec(line);
      return { name, rest };
    });
}

function copy(source, target) {
  mkdirSync(dirname(target), { recursive: true });
  cpSync(source, target, { recursive: true, verbatimSymlinks: true });
}
