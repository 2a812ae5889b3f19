import type { Locale } from '#core/i18n/index.ts';

/*
 * The analysis for the market analyst says what is in the article, never what a security is worth or what to do with it: such
 * a view would be an investment recommendation under Regulation (EU) 596/2014, Art. 3(1)(34) and (35), whoever gives it.
 */

const security =
	'(?:shares?|stocks?|bonds?|notes|securities|equity|equities|share price|stock price|ADRs?|futures|options contract)';
const gap = String.raw`(?:[\p{L}’'-]+ ){0,4}`;
const movement =
	'(?:ris(?:e|ing)|fall(?:ing)?|climb|drop|gain|rally|jump|slump|surge|plunge|recover|rebound|double|triple|outperform|underperform|soar|appreciate|decline|move (?:higher|lower)|trade (?:higher|lower))';

const english: readonly RegExp[] = [
	new RegExp(
		String.raw`\b(?:buy|sell|hold|dump|short|accumulate|avoid|snap up|offload|add to|bet on|bet against) ${gap}${security}\b`,
		'iu',
	),
	/\b(?:strong |conviction )?(?:buy|sell|hold|overweight|underweight|outperform|underperform|market[ -]perform|accumulate)[ -](?:rating|recommendation|signal|call|list)\b/iu,
	/\b(?:rate[sd]?|rating|upgraded?|downgraded?|reiterate[sd]?|initiate[sd]?|recommend(?:s|ed|ation)?)\b(?: [\p{L}’'-]+){0,6}? (?:a |an |as |at |to |from )*[“"'‘]?(?:buy|sell|hold|overweight|underweight|outperform|underperform|neutral|equal[ -]weight|reduce|accumulate)\b/iu,
	/\b(?:price targets?|target prices?|fair value (?:of|estimate)|intrinsic value|undervalued|overvalued|under-valued|over-valued|mispriced|attractively (?:valued|priced)|attractive (?:valuation|entry)|cheap(?:ly)? (?:valued|valuation)|entry point|buying opportunity|(?:upside|downside) (?:potential|of|for|to|risk)|more upside|limited upside|limited downside|bullish|bearish|stock picks?|take profits?|profit[- ]taking opportunity|priced in|multi-?bagger|must-own|risk-reward)\b/iu,
	new RegExp(
		String.raw`\b${security} ${gap}(?:will|would|could|may|might|should|can|is|are|looks?|seems?|appears?)(?: not)?(?: (?:likely|expected|set|poised|bound|due|probably|soon|well))*(?: to)?(?: be)? ${movement}\b`,
		'iu',
	),
	new RegExp(
		String.raw`\b(?:lift|boost|push|drive|send|weigh on|depress|support|hit|hurt|help) ${gap}(?:share price|stock price|${security} (?:higher|lower|up|down))\b`,
		'iu',
	),
	/\b(?:investors?|shareholders?|traders?|you|readers|funds) (?:should|ought to|might want to|may want to|would do well to|are advised to|need to|can safely)\b/iu,
	/\b(?:good|great|solid|safe|sound|smart|bad|poor|risky|worthwhile|attractive) (?:investment|time to (?:buy|sell|invest)|buy|bet for investors)\b|\bworth (?:buying|investing in|owning)\b|\b(?:investment|equity) (?:case|thesis|recommendation|advice)\b|\binvest(?:ing)? in (?:this|the|these|its) (?:stock|compan(?:y|ies)|shares?)\b/iu,
];

const movementChinese =
	'(?:上涨|下跌|上升|下行|上行|走高|走低|走强|走弱|反弹|回落|翻倍|大涨|大跌|飙升|暴跌|承压|回升|修复|跑赢|跑输)';
const chinese: readonly RegExp[] = [
	/买入|卖出(?!(?:了)?(?:卫星|设备|产品|服务))|[“"]?(?:增持|减持|持有|推荐|中性|回避|跑赢)[”"]?(?:的)?评级|(?:评级|建议)[^。，]{0,6}(?:增持|减持|持有|中性|回避)|(?:上调|下调|维持|给予)[^。]{0,12}评级至?[“"]?(?:买|卖|增|减|持|中性)/u,
	/目标价|合理(?:价格|价位|估值)|(?:被|遭|明显|严重|显著)?(?:低估|高估)|估值(?:偏低|偏高|修复|洼地|优势|合理|具有吸引力)|(?:上涨|下跌|上行|下行|升值)空间|看涨|看跌|看多|看空|做多|做空|利好|利空|建仓|加仓|减仓|清仓|满仓|抄底|逃顶|止盈|止损|逢低|逢高|布局良机|配置价值|投资价值|投资机会|投资建议|投资评级|值得(?:投资|买|配置|关注的(?:标的|个股))|荐股|牛股|龙头股|黑马股|个股推荐|性价比(?:高|凸显)|安全边际/u,
	new RegExp(
		`(?:股价|股票|股份|债券价格|债价|价格中枢|市值|估值)[^。；]{0,8}(?:有望|将|或将|会|可能|预计|料|应|势必|或)[^。；]{0,6}${movementChinese}`,
		'u',
	),
	/(?:建议|提醒|奉劝|推荐)(?:广大)?(?:投资者|股民|股东|读者|基民)|(?:投资者|股民|股东)(?:应|应当|应该|不妨|可以|可|宜|需要)(?!当)[^。]{0,12}(?:买|卖|持有|关注|配置|布局|规避|回避|入场|离场|考虑)/u,
	/(?:推高|拉低|提振|打压|支撑|拖累|抬升)[^。，]{0,8}股价/u,
];

/**
 * Whether a text recommends to buy, hold or sell, or says what a security is or will be worth. Rather one statement too many is
 * refused: what is refused is left out, nothing else happens. English patterns count in Chinese texts too. Pure.
 */
export function givesAdvice(text: string, locale: Locale): boolean {
	// Longer than any statement; the patterns stay in bounds on whatever comes.
	const read = text.normalize('NFKC').replace(/\s+/g, ' ').slice(0, 4000);
	return (
		english.some((pattern) => pattern.test(read)) || (locale === 'zh' && chinese.some((pattern) => pattern.test(read)))
	);
}
