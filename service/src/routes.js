// What this service answers, apart from /health. A new route goes here.
import { Router } from 'express';

export function routes({ version }) {
  const router = Router();

  router.get('/', (req, res) => {
    res.type('text/plain').send(`Version: ${version}`);
  });

  return router;
}
