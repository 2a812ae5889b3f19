// Development with reload: the framework's own server over the data folder, with the background work of `npm start`.
import { install } from './prepare.mjs';
import { node24, run } from './node24.mjs';

install();
process.exitCode = await run(node24(), ['node_modules/vite/bin/vite.js', 'dev', ...process.argv.slice(2)]);
