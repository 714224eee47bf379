// Events -> one JSON object a line on stdout, which CloudWatch Logs Insights reads as fields.

export const LEVELS = ['debug', 'info', 'warn', 'error'];

export function createLog({ level }) {
  const threshold = LEVELS.indexOf(level);

  const writer = (name, rank) => (msg, fields) => {
    if (rank < threshold) return;
    const line = { time: new Date().toISOString(), level: name, msg, ...fields };
    process.stdout.write(`${JSON.stringify(line, errorAsStack)}\n`);
  };

  return Object.fromEntries(LEVELS.map((name, rank) => [name, writer(name, rank)]));
}

// JSON knows no Error: it would print {}.
function errorAsStack(key, value) {
  return value instanceof Error ? value.stack : value;
}
