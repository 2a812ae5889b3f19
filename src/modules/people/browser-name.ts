/** How browsers call themselves, the particular before the general: many claim to be others too. */
const browsers: [mark: RegExp, name: string][] = [
	[/\bEdg(?:A|iOS)?\//, 'Edge'],
	[/\bOPR\//, 'Opera'],
	[/\bMicroMessenger\//, 'WeChat'],
	[/\b(?:Firefox|FxiOS)\//, 'Firefox'],
	[/\b(?:Headless)?(?:Chrome|CriOS)\//, 'Chrome'],
	[/\bVersion\/[\d.]+.*\bSafari\//, 'Safari'],
];

const systems: [mark: RegExp, name: string][] = [
	[/\b(?:iPhone|iPad)\b/, 'iOS'],
	[/\bAndroid\b/, 'Android'],
	[/\bHarmonyOS\b/, 'HarmonyOS'],
	[/\bWindows\b/, 'Windows'],
	[/\bMac OS X\b/, 'macOS'],
	[/\bCrOS\b/, 'ChromeOS'],
	[/\bLinux\b/, 'Linux'],
];

/** A browser as people know it, `Firefox · Windows`, from what it says of itself; undefined when it says nothing known. */
export function browserName(userAgent: string): string | undefined {
	const find = (list: [RegExp, string][]) => list.find(([mark]) => mark.test(userAgent))?.[1];
	return [find(browsers), find(systems)].filter(Boolean).join(' · ') || undefined;
}
