// One HTTP request -> its answer. Never retries, unlike fetch or a browser: what a server fails must be seen.
import { request } from 'node:http';

export function ask(port, path, { method = 'GET', headers, agent = false } = {}) {
  return new Promise((resolve, reject) => {
    const req = request({ host: '127.0.0.1', port, path, method, headers, agent }, async (res) => {
      try {
        resolve({ status: res.statusCode, headers: res.headers, body: await text(res), reused: req.reusedSocket });
      } catch (error) {
        reject(error);
      }
    });
    req.once('error', reject);
    req.end();
  });
}

export async function text(res) {
  let body = '';
  for await (const chunk of res.setEncoding('utf8')) body += chunk;
  return body;
}
