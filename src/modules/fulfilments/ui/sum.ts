import type { Locale } from '#core/i18n/index.ts';

/** A sum in whole units with its currency as people read it: `CNY 5,000`. Pure. */
export function formatSum(amount: number | null, currency: string | null, locale: Locale): string {
	if (amount === null) return '';
	const figure = new Intl.NumberFormat(locale === 'zh' ? 'zh-CN' : 'en-GB').format(amount);
	return currency ? `${currency} ${figure}` : figure;
}
