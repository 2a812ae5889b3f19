/** How the site is called in the language of the page. */
export function siteName({ ctx: { config }, locale }: Pick<App.Locals, 'ctx' | 'locale'>): string {
	return locale === 'zh' ? (config.nameZh ?? config.nameEn) : config.nameEn;
}
