// The service with two more routes, as a team would add them: one that fails and one that takes as long as its upload.
import { routes } from '../../src/routes.js';
import { run } from '../../src/service.js';
import { text } from './ask.js';

run({
  env: process.env,
  routes: (config) =>
    routes(config)
      .get('/fail', () => {
        throw new Error('the password is hunter2');
      })
      .get('/refuse', () => {
        throw Object.assign(new Error('internal reason'), { status: 409 });
      })
      .get('/crash', () => {
        setImmediate(() => Promise.reject(new Error('nobody waits for me')));
      })
      .post('/upload', async (req, res) => {
        res.send(await text(req));
      }),
});
