import { type Config, type SettingName, loadConfig } from '#core/config/index.ts';
import { settingsChannel } from '#modules/installation/server/index.ts';
import type { Background } from './background.ts';
import type { Running } from './running.ts';

/** What a running process can't take over: where it listens, which folder and database it holds, what it is. */
const fixed: ReadonlySet<SettingName> = new Set(['port', 'host', 'dataDir', 'databaseUrl', 'clock', 'role', 's3Url']);

/** Makes a running process follow the settings file of its folder: `renewSettings`, and whenever another process changed it. */
export async function followSettings(app: Running, background: Background | undefined): Promise<void> {
	const { ctx } = app;
	app.renewSettings = async () => {
		const before = ctx.config.smtpUrl;
		takeOver(ctx.config, loadConfig());
		app.origin = ctx.config.baseUrl ?? `http://localhost:${ctx.config.port}`;
		if (ctx.config.smtpUrl !== before) await background?.renewDelivery();
	};
	await ctx.database.listen(settingsChannel, () => {
		app.renewSettings().catch((error) => ctx.log.error('settings-not-renewed', { error }));
	});
}

/** Every context of the process holds this very object, so it is changed in place. */
function takeOver(config: Config, fresh: Config): void {
	for (const name of Object.keys(fresh.origin) as SettingName[]) {
		if (fixed.has(name)) continue;
		Object.assign(config, { [name]: fresh[name] });
		config.origin[name] = fresh.origin[name];
	}
}
