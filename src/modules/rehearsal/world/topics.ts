/** What an invented abstract of a track speaks of, in one language. */
export interface Topic {
	/** Noun phrases that can be studied. */
	subjects: readonly string[];
	/** Ways of studying: 'a …'. */
	methods: readonly string[];
	/** What was seen: whole clauses. */
	findings: readonly string[];
	/** Why it matters: 'for …'. */
	uses: readonly string[];
	keywords: readonly string[];
}

/** By code of the track; `planetary-defence` is the subject outside the tracks. */
export const topics: Record<string, { en: Topic; zh: Topic }> = {
	T1: {
		en: {
			subjects: [
				'daily flood maps from radar satellites',
				'soil moisture over smallholder fields',
				'the loss of mangrove belts',
				'heat islands of growing cities',
				'landslide warning on mountain roads',
			],
			methods: [
				'a time series of open radar scenes',
				'a network of low-cost ground sensors',
				'a fusion of optical and navigation signals',
				'a field campaign with two local offices',
			],
			findings: [
				'the maps were ready four hours after the overpass',
				'one cloudy month in three could be bridged without a gap',
				'the error fell by a third against the present product',
				'local staff could run the chain after two days of training',
			],
			uses: ['disaster relief', 'crop insurance', 'water management', 'land-use planning'],
			keywords: [
				'remote sensing',
				'spatial IT',
				'disaster reduction',
				'land cover',
				'GNSS',
				'sustainable development',
				'open data',
				'monitoring',
			],
		},
		zh: {
			subjects: [
				'雷达卫星逐日洪涝制图',
				'小农户地块的土壤水分',
				'红树林带的退化',
				'扩张城市的热岛效应',
				'山区道路滑坡预警',
			],
			methods: ['公开雷达影像时间序列', '低成本地面传感网', '光学与导航信号融合', '与两个地方机构合作的野外试验'],
			findings: [
				'卫星过境四小时后即可成图',
				'三分之一的多云月份可以连续反演而无中断',
				'误差较现有产品降低约三分之一',
				'当地人员经两天培训即可独立运行',
			],
			uses: ['防灾减灾', '农业保险', '水资源管理', '国土规划'],
			keywords: ['遥感', '空间信息', '防灾减灾', '土地覆盖', '卫星导航', '可持续发展', '开放数据', '监测'],
		},
	},
	T2: {
		en: {
			subjects: [
				'the duty to share orbital data',
				'the use of resources on small bodies',
				'right-of-way between large constellations',
				'liability for re-entering stages',
				'the legal place of private crews',
			],
			methods: [
				'a comparison of twelve national acts',
				'a reading of the treaties in the light of recent practice',
				'interviews with registrars of nine states',
				'a game-theoretic model of negotiation',
			],
			findings: [
				'the notions of fault differ more than the texts suggest',
				'seven of the acts leave the question to contracts',
				'a code of conduct would close most of the gap',
				'small states gain most from a common register',
			],
			uses: ['safe traffic in low orbits', 'fair access to resources', 'new licensing rules', 'the work of regulators'],
			keywords: [
				'space law',
				'safety',
				'space resources',
				'constellations',
				'liability',
				'registration',
				'traffic management',
				'crewed flight',
			],
		},
		zh: {
			subjects: [
				'轨道数据共享义务',
				'小天体资源的利用',
				'大型星座之间的避让规则',
				'再入末级的赔偿责任',
				'私人乘组的法律地位',
			],
			methods: ['十二国国内立法比较', '结合近年实践的条约解释', '对九国登记机关的访谈', '谈判的博弈模型'],
			findings: [
				'各国对过失的理解差异大于文本所示',
				'七部法律将该问题留给合同约定',
				'行为准则可弥补大部分空白',
				'小国从统一登记中获益最多',
			],
			uses: ['低轨交通安全', '资源的公平获取', '许可制度的完善', '监管机构的工作'],
			keywords: ['空间法', '安全', '空间资源', '星座', '责任', '登记', '交通管理', '载人航天'],
		},
	},
	T3: {
		en: {
			subjects: [
				'bone loss in long bed rest',
				'sleep in confined crews',
				'telemedicine for remote clinics',
				'biomarkers of radiation',
				'the spread of respiratory infections as seen from mobility data',
			],
			methods: [
				'a cohort of forty volunteers',
				'a wearable with five channels',
				'a model trained on anonymous records',
				'an analogue mission of ninety days',
			],
			findings: [
				'resistive exercise kept two thirds of the loss away',
				'light in the morning moved the rhythm by an hour',
				'the remote diagnosis agreed with the specialist in nine of ten cases',
				'the marker rose before any symptom',
			],
			uses: ['patients on Earth', 'crews on long flights', 'public health offices', 'rehabilitation after surgery'],
			keywords: [
				'space medicine',
				'telemedicine',
				'epidemics',
				'radiation',
				'bed rest',
				'sleep',
				'wearables',
				'medical AI',
			],
		},
		zh: {
			subjects: [
				'长期卧床中的骨丢失',
				'密闭环境乘员的睡眠',
				'面向偏远诊所的远程医疗',
				'辐射生物标志物',
				'基于出行数据的呼吸道传染病传播',
			],
			methods: ['四十名志愿者队列研究', '五通道可穿戴设备', '以匿名病历训练的模型', '九十天模拟任务'],
			findings: [
				'抗阻锻炼可避免约三分之二的丢失',
				'晨间光照使节律前移约一小时',
				'远程诊断与专科医生十中有九一致',
				'标志物在症状出现之前已升高',
			],
			uses: ['地面患者', '长期飞行乘组', '公共卫生部门', '术后康复'],
			keywords: ['航天医学', '远程医疗', '疫情防控', '辐射', '卧床实验', '睡眠', '可穿戴', '医疗人工智能'],
		},
	},
	T4: {
		en: {
			subjects: [
				'a peroxide thruster for small satellites',
				'soot from kerosene stages',
				'an air-breathing first stage',
				'a water-fed electric thruster',
				'green monopropellants in cold starts',
			],
			methods: [
				'two hundred firings on the test stand',
				'a life-cycle inventory from ore to orbit',
				'a coupled flow and chemistry model',
				'measurements in a vacuum chamber',
			],
			findings: [
				'the specific impulse lay within two per cent of theory',
				'the catalyst bed lasted three times as long',
				'black carbon outweighs carbon dioxide in its effect',
				'the start was safe down to five degrees',
			],
			uses: ['cleaner launches', 'university satellites', 'reusable stages', 'debris removal'],
			keywords: [
				'green propellant',
				'electric propulsion',
				'emissions',
				'ramjet',
				'test stand',
				'life cycle',
				'hybrid rocket',
				'thruster',
			],
		},
		zh: {
			subjects: [
				'小卫星过氧化氢推力器',
				'煤油级的碳烟排放',
				'吸气式一级动力',
				'水工质电推力器',
				'绿色单组元推进剂低温启动',
			],
			methods: ['两百次试车台点火', '从矿石到轨道的生命周期清单', '流动与化学耦合模型', '真空舱测量'],
			findings: [
				'比冲与理论值相差不到百分之二',
				'催化床寿命延长至三倍',
				'黑碳的影响超过二氧化碳',
				'低至五摄氏度仍可安全启动',
			],
			uses: ['更清洁的发射', '高校卫星', '可重复使用运载器', '碎片清除'],
			keywords: ['绿色推进剂', '电推进', '排放', '冲压发动机', '试车台', '生命周期', '混合火箭', '推力器'],
		},
	},
	T5: {
		en: {
			subjects: [
				'early-flowering rice lines',
				'mutation spectra after orbital exposure',
				'medicinal herbs with higher yield of the active substance',
				'yeast strains for fermentation',
				'root growth without weight',
			],
			methods: [
				'whole-genome sequencing of eighty lines',
				'field trials over three seasons',
				'a clinostat control on the ground',
				'seed batches flown for two weeks',
			],
			findings: [
				'four lines kept their trait into the fifth generation',
				'small deletions were twice as frequent as on the ground',
				'the yield rose by an eighth',
				'two genes of the repair path were active',
			],
			uses: ['food security', 'new varieties', 'drug research', 'industrial microorganisms'],
			keywords: [
				'mutation breeding',
				'rice',
				'genomics',
				'space biology',
				'germplasm',
				'microgravity',
				'field trial',
				'medicinal plants',
			],
		},
		zh: {
			subjects: [
				'早熟水稻品系',
				'在轨暴露后的突变谱',
				'有效成分含量提高的药用植物',
				'发酵用酵母菌株',
				'失重条件下的根系生长',
			],
			methods: ['八十个品系的全基因组测序', '三季田间试验', '地面回转器对照', '在轨两周的种子批次'],
			findings: [
				'四个品系的性状稳定遗传至第五代',
				'小片段缺失频率为地面的两倍',
				'产量提高约八分之一',
				'修复通路中的两个基因被激活',
			],
			uses: ['粮食安全', '新品种选育', '药物研究', '工业微生物'],
			keywords: ['诱变育种', '水稻', '基因组', '空间生物学', '种质资源', '微重力', '田间试验', '药用植物'],
		},
	},
	T6: {
		en: {
			subjects: [
				'lightweight body parts from aerospace composites',
				'thermal control of traction batteries',
				'fleet routing with navigation satellites',
				'hydrogen tanks for trucks',
			],
			methods: [
				'a digital twin of one production line',
				'road tests over ten thousand kilometres',
				'a life-cycle model with regional power mixes',
			],
			findings: [
				'the mass fell by a fifth at equal stiffness',
				'the consumption in winter fell by nine per cent',
				'most of the carbon lies in the metal before the factory gate',
			],
			uses: ['car makers and their suppliers', 'cleaner cities', 'carbon accounting'],
			keywords: [
				'carbon reduction',
				'lightweight design',
				'batteries',
				'hydrogen',
				'life cycle',
				'navigation',
				'composites',
			],
		},
		zh: {
			subjects: ['航天复合材料轻量化车身件', '动力电池热管理', '基于导航卫星的车队调度', '卡车储氢罐'],
			methods: ['一条生产线的数字孪生', '一万公里道路试验', '计入区域电力结构的生命周期模型'],
			findings: ['在刚度不变时减重五分之一', '冬季能耗降低百分之九', '大部分碳排放产生于出厂之前的金属材料'],
			uses: ['整车及零部件企业', '更清洁的城市', '碳核算'],
			keywords: ['减碳', '轻量化', '动力电池', '氢能', '生命周期', '导航', '复合材料'],
		},
	},
	T7: {
		en: {
			subjects: [
				'a classroom ground station',
				'balloon flights built by pupils',
				'teaching orbital mechanics without formulas',
				'girls in after-school space clubs',
			],
			methods: [
				'a course of twelve lessons in five schools',
				'questionnaires before and after',
				'diaries kept by the teachers',
			],
			findings: [
				'interest stayed high half a year later',
				'mixed teams wrote the best reports',
				'three in four pupils explained weightlessness rightly afterwards',
			],
			uses: ['K12 schools', 'teacher training', 'science museums'],
			keywords: ['space education', 'K12', 'ground station', 'outreach', 'teacher training', 'pupils', 'museum'],
		},
		zh: {
			subjects: ['教室里的卫星地面站', '中小学生自制高空气球', '不用公式讲授轨道力学', '课后航天社团中的女生参与'],
			methods: ['在五所学校开设的十二课时课程', '课前课后问卷', '教师日志'],
			findings: ['半年之后兴趣依然高涨', '混合编组的报告质量最好', '四分之三的学生课后能正确解释失重'],
			uses: ['中小学校', '教师培训', '科技馆'],
			keywords: ['航天教育', '中小学', '地面站', '科普', '教师培训', '学生', '科技馆'],
		},
	},
	T8: {
		en: {
			subjects: [
				'early finance of small-satellite firms',
				'insurance for constellations',
				'the spin-off of sensor patents',
				'public procurement as first customer',
			],
			methods: [
				'a data set of three hundred rounds of finance',
				'case studies of eight clusters',
				'a real-options model',
			],
			findings: [
				'firms with a public first customer lived longer',
				'premiums follow the debris flux with a lag of a year',
				'clusters near a test site attract twice the capital',
			],
			uses: ['investors', 'regional development', 'small and medium enterprises'],
			keywords: [
				'investment',
				'new space',
				'insurance',
				'clusters',
				'technology transfer',
				'procurement',
				'enterprises',
			],
		},
		zh: {
			subjects: ['小卫星企业的早期融资', '星座保险', '传感器专利的转化', '政府采购作为首个客户'],
			methods: ['三百轮融资数据集', '八个产业集群案例', '实物期权模型'],
			findings: ['拥有公共首个客户的企业存续更久', '保费随碎片通量变化，滞后约一年', '邻近试验场的集群吸引资本为两倍'],
			uses: ['投资机构', '区域发展', '中小企业'],
			keywords: ['投资', '商业航天', '保险', '产业集群', '技术转移', '采购', '企业'],
		},
	},
	T9: {
		en: {
			subjects: [
				'beam pointing for orbital power plants',
				'thin-film cells under radiation',
				'storage for polar microgrids',
				'the land that rectennas need',
			],
			methods: [
				'a scaled beam over one kilometre',
				'accelerated ageing in a particle beam',
				'a cost model with open parameters',
			],
			findings: [
				'the pointing error stayed below a thousandth of a degree',
				'the cells kept nine tenths of their power',
				'the cost is driven by mass to orbit more than by cells',
			],
			uses: ['clean base load', 'remote communities', 'long-term energy planning'],
			keywords: [
				'space solar power',
				'energy storage',
				'thin-film cells',
				'wireless power',
				'microgrid',
				'cost model',
				'rectenna',
			],
		},
		zh: {
			subjects: ['空间电站波束指向', '辐照下的薄膜电池', '极地微电网储能', '整流天线占地'],
			methods: ['一公里缩比波束试验', '粒子束加速老化', '参数公开的成本模型'],
			findings: ['指向误差保持在千分之一度以内', '电池保持了九成功率', '成本主要取决于入轨质量而非电池'],
			uses: ['清洁基荷电力', '偏远社区', '长期能源规划'],
			keywords: ['空间太阳能', '储能', '薄膜电池', '无线输能', '微电网', '成本模型', '整流天线'],
		},
	},
	'planetary-defence': {
		en: {
			subjects: [
				'warning times for small asteroids',
				'a kinetic impactor built from spare parts',
				'orbit updates from amateur telescopes',
			],
			methods: [
				'a survey simulation over ten years',
				'archive plates measured anew',
				'a table-top exercise with three agencies',
			],
			findings: [
				'a second site in the south doubles the warning time',
				'the orbit of one object in five changed class',
				'the slowest step was the exchange of data',
			],
			uses: ['planetary defence', 'observers in the south', 'civil protection'],
			keywords: ['planetary defence', 'asteroids', 'survey', 'impact', 'orbits', 'warning', 'telescopes'],
		},
		zh: {
			subjects: ['小型小行星的预警时间', '以备件组装的动能撞击器', '业余望远镜的轨道更新'],
			methods: ['十年巡天模拟', '历史底片重新测量', '三机构桌面推演'],
			findings: ['南半球增设一站可使预警时间翻倍', '五分之一的目标轨道分类发生变化', '数据交换是最慢的环节'],
			uses: ['行星防御', '南半球观测者', '应急管理'],
			keywords: ['行星防御', '小行星', '巡天', '撞击', '轨道', '预警', '望远镜'],
		},
	},
};
