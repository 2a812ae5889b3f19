import { announce } from './announce.ts';
import { startBackground } from './background.ts';
import { openApp } from './open.ts';
import { beginServing } from './running.ts';
import { setUpFolder } from './set-up.ts';
import { followSettings } from './settings.ts';

/** What `npm start` does before its pages answer, inside the framework's development server. */
export async function develop(): Promise<void> {
	const app = await openApp({ what: 'npm run dev', alone: true });
	await setUpFolder(app.ctx);
	const running = await beginServing(app, 'http://localhost:5173');
	const background = await startBackground(app.ctx);
	await followSettings(running, background);
	const stop = async () => {
		await background.stop();
		await app.close();
		process.exit(0);
	};
	process.once('SIGTERM', () => void stop());
	process.once('SIGINT', () => void stop());
	await announce(running);
}
