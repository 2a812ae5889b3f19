import type { Context } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';

/** How the installation calls itself in a language. */
export function houseName({ config }: Pick<Context, 'config'>, locale: Locale): string {
	return locale === 'zh' ? (config.nameZh ?? config.nameEn) : config.nameEn;
}
