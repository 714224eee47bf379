// An HTTP server -> one that can stop without failing a request.
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

// How long a connection that carries no request may stay once the listener is closed.
const LINGER_MS = 250;

export function drainable(server) {
  const sockets = new Set();
  const responses = new Set();
  let draining = false;

  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });

  server.on('request', (req, res) => {
    responses.add(res);
    res.once('close', () => responses.delete(res));
    if (draining) closeAfter(res);
  });

  function closeUnused() {
    const used = new Set(Array.from(responses, (res) => res.req.socket));
    for (const socket of sockets) if (!used.has(socket)) socket.destroy();
  }

  // 1. Every answer says "Connection: close", so clients leave of their own accord: a server that closes a kept connection
  //    may cut off the request that is just coming in. /health answers 503 meanwhile.
  // 2. After the delay, in which the load balancer stops sending, the listener closes.
  // 3. Requests under way end; connections without one are closed. server.close() by itself waits for a connection that has
  //    never sent a byte, such as a browser's spare one, as Node counts it as active.
  async function drain({ delayMs }) {
    draining = true;
    responses.forEach(closeAfter);
    await sleep(delayMs);

    const sweep = setInterval(closeUnused, LINGER_MS);
    server.close();
    await once(server, 'close');
    clearInterval(sweep);
  }

  return { drain, isDraining: () => draining };
}

function closeAfter(res) {
  if (!res.headersSent) res.setHeader('Connection', 'close');
}
