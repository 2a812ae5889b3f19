import { expect, test } from 'vitest';
import { givesAdvice } from './advice.ts';

test.each([
	'Investors should buy the shares before the launch.',
	'The stock looks undervalued.',
	'Analysts raised their price target to 40 dollars.',
	'The company was upgraded to overweight.',
	'Shares could rise sharply after the announcement.',
	'The share price is likely to fall.',
	'A good time to invest.',
	'The bank reiterated its “buy” rating on the satellite maker.',
	'This would push the share price higher.',
	'We are bullish on launch.',
	'The upside potential is limited.',
	'Sell Aurora Orbital stock.',
])('refused in English: %s', (text) => {
	expect(givesAdvice(text, 'en')).toBe(true);
});

test.each([
	'建议投资者买入该股。',
	'目标价上调至四十元。',
	'公司估值偏低，仍有上涨空间。',
	'股价有望进一步走高。',
	'维持“增持”评级。',
	'我们看好该公司，逢低布局。',
	'投资者可关注相关标的，把握投资机会。',
	'此举将推高公司股价。',
	'该股被明显低估。',
])('refused in Chinese: %s', (text) => {
	expect(givesAdvice(text, 'zh')).toBe(true);
});

test.each([
	['en', 'The ministry will buy two radars from Hallgrim.'],
	['en', 'Revenue rose six per cent to 412 million dollars and net debt fell.'],
	['en', 'Shares fell eleven per cent on Tuesday.'],
	['en', 'The company raised 84 million euros at a valuation of 390 million.'],
	['en', 'Operators should hold a licence before launch.'],
	['en', 'The lead investor is a pension fund.'],
	['en', 'The rocket could rise above the clouds within a minute.'],
	['zh', '国防部采购四颗卫星，总价二十八亿元。'],
	['zh', '公司营业收入同比增长一成二，净利润下降。'],
	['zh', '股价一度触及跌停。'],
	['zh', '公司以三亿元估值完成融资。'],
	['zh', '保险人应当在三十日内赔付。'],
] as const)('said freely, %s: %s', (locale, text) => {
	expect(givesAdvice(text, locale)).toBe(false);
});

test('hostile texts take no time to speak of', () => {
	for (const text of [
		'buy the '.repeat(20_000),
		'shares will '.repeat(20_000),
		'a '.repeat(50_000),
		'股价将'.repeat(30_000),
	]) {
		const begun = performance.now();
		givesAdvice(text, 'zh');
		expect(performance.now() - begun).toBeLessThan(2000);
	}
});
