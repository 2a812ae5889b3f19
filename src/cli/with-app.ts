import type { App } from '#app/open.ts';
import { type Config, loadConfig } from '#core/config/index.ts';

/** Settings as a command wants them: only warnings are logged unless LOG_LEVEL says otherwise. */
export function commandConfig(): Config {
	const config = loadConfig();
	if (config.origin.logLevel === 'default') config.logLevel = 'warn';
	return config;
}

/**
 * Does a command's work over the data folder: beside the process that runs there, or with a database of its own when
 * none runs. An empty folder is refused.
 */
export async function withApp<T>(what: string, work: (app: App) => Promise<T>): Promise<T> {
	const { openApp } = await import('#app/open.ts');
	const app = await openApp({ config: commandConfig(), what: `orrery ${what}`, alone: false, setUp: false });
	try {
		const done = await work(app);
		if (app.owner) {
			// No server runs that would chain what this command recorded.
			const { sealLedger } = await import('#core/ledger/index.ts');
			await sealLedger(app.ctx);
		}
		return done;
	} finally {
		await app.close();
	}
}
