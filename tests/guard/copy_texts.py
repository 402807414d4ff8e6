"""Advertising copy for each rule, some at fault and some not, and the ways in which words are hidden.

Lines of odd number were looked at while the patterns were made; those of even number were held back until the
first measurement.
"""

import random

HITS = {
    "cn.guarantee": """
        根治老寒腿，只要一个疗程
        包治各种疑难杂症
        我们承诺治愈您身边的每一位患者
        药到病除，街坊都知道
        腰突治好了永不复发
        无效全额退款，签合同
        七天见效，告别失眠
        三个疗程彻底康复不是梦，三个疗程治愈
        保证怀孕，不成功不收费
        一针见效，当天下地
        彻底告别鼻炎困扰
        从此不再复发，轻松生活
        本院签约治疗，疗效有保证
        一定能治好您父亲的中风
        妙手回春，断根不留尾巴
        不见效包赔，请放心
        百分百治愈白癜风
        让痔疮彻底消失
        一贴就好，立竿见影
        确保痊愈后不反弹""",
    "cn.safety": """
        纯植物配方，无任何副作用
        零风险手术，今天就做
        百分百安全，老少皆宜
        本疗法没有任何不良反应
        绝对安全，绝无后遗症
        安全无毒，孕妇也可放心使用
        无痛苦无创伤，随治随走
        对身体没有任何伤害
        中药调理，不伤肝肾
        毫无风险，轻松美丽
        完全无害的祛斑技术
        不含激素，没有依赖性
        零痛苦，零创伤，零感染
        长期服用无毒副作用
        做完没有并发症的烦恼
        万分安全的麻醉方式""",
    "cn.rate": """
        治愈率达到百分之九十八
        总有效率高达96.5%
        手术成功率99%以上
        九成以上患者康复
        95%的病人当月见效
        复发率低于1%
        每十个人就有九个治好
        累计治愈患者3万余名
        试管成功率超过七成
        满意率100%
        成功治愈疑难病例5000多例
        三个月好转率：88%
        痊愈率已达百分之百
        98.6%有效，数据说话""",
    "cn.compare": """
        疗效远超其他医院
        技术优于同行
        比西药更安全
        比公立医院便宜一半还更专业
        效果胜过进口药
        别的医院治不好的，我们能治
        完胜传统疗法
        领先于同类机构
        不是普通诊所可比
        同行望尘莫及的技术
        碾压市面同类产品
        比某某医院医生更强
        其他医院做不到的微创
        恢复速度好于一般手术""",
    "cn.endorse": """
        千万患者力荐
        明星代言，值得信赖
        听患者现身说法
        著名教授联合推荐
        真实案例：李阿姨的抗癌日记
        术前术后对比照片
        墙上挂满了锦旗
        治疗前后效果对比一目了然
        多亏这家医院治好了我的腿
        主任医师力荐的好方法
        康复病例展示
        病友都说好的诊所
        我妈吃了两盒就痊愈了
        用了三个月，我的腰不疼了
        网红博主亲测推荐
        医学会权威认证，专家鼎力推荐""",
    "cn.scope": """
        专治白癜风，预约热线已开通
        欢迎预约本院无痛胃镜，限时优惠
        近视手术立减两千，名额有限
        种植牙特价，扫码报名
        我院引进达芬奇机器人治疗前列腺癌
        不孕不育专家亲诊，点击预约
        痔疮微创，仅需980
        银屑病患者免费会诊
        带状疱疹后遗神经痛，本院专业治疗
        玻尿酸买一送一，抢购
        糖尿病足专注治疗二十年，欢迎咨询
        本院采用干细胞移植，立即咨询""",
    "cn.absolute": """
        国家级名医坐镇
        全省最好的骨科医院
        亚洲第一的整形中心
        最先进的设备等着你
        本地唯一的正规机构
        顶级专家团队
        史无前例的突破
        全网销量第一
        效果最佳，口碑最好
        行业领先品牌，首选我们
        国内首家无痛诊疗
        世界级水准
        排名第一的口腔连锁
        独一无二的秘方
        最权威的解读，最专业的服务
        华南最大的体检机构""",
    "cn.military": """
        解放军总医院专家亲临
        武警总队医院合作
        原军区医院老军医
        部队医院技术支持
        军队专家每周坐诊
        陆军总医院主任出诊
        空军特色医学中心团队
        海军总医院退休教授
        三军联合研发
        军医祖传秘方
        战区总医院指定单位
        武警医院旧址，信誉保证""",
    "cn.nonmedical": """
        这款枕头能治疗颈椎病
        喝这种茶叶可降血压
        本面膜有消炎疗效
        玉石手链辅助治疗失眠
        蜂胶软胶囊食品抗癌防癌
        牙膏能根治牙周炎
        足浴盆改善静脉曲张
        酵素饮料排毒祛病
        能预防感冒的香薰
        护肤品具有药效，告别湿疹
        保健酒壮阳补肾
        穿上鞋垫治疗脚气
        可以降血糖的杂粮""",
    "us.claim": """
        Our tea cures insomnia.
        Guaranteed relief from sciatica.
        Results are guaranteed or your money back.
        A clinically proven way to end migraines.
        Absolutely no side effects.
        Zero risk, all reward.
        100% safe and effective.
        This serum reverses arthritis naturally.
        A miracle treatment for eczema.
        Doctor recommended, patient loved.
        Our laser eliminates acne for good.
        97% success rate in our clinic.
        Say goodbye to back pain forever.
        Permanent relief from heartburn.
        We guarantee you will sleep through the night.
        Scientifically proven to reverse hair loss.
        Nine out of ten patients recover within a week.
        Completely painless and risk-free surgery.
        This pill heals ulcers overnight.
        Lose 20 pounds in 10 days!
        Without any side effects whatsoever.
        The only program that stops diabetes for good.
        Works every single time.
        Recommended by leading cardiologists.""",
    "us.testimonial": """
        Read success stories from our hip patients.
        "I can finally walk my dog again." - Maria
        Dr. Okafor saved my life.
        See our before & after gallery.
        Hear how one patient beat cancer.
        What our patients are saying about us.
        I was in pain for years until I found this clinic.
        Thanks to the team at Northwind, I can dance again.
        After my knee surgery I can climb stairs.
        Watch patient testimonials.
        A survivor's story: Ann's journey.
        Our patients love us.
        I lost 45 pounds on this program.
        This treatment gave me my life back. It changed my life!
        I highly recommend this clinic to everyone.
        Meet Joe, who beat prostate cancer.
        Happy patients rave about Dr. Chen.
        Her recovery story will inspire you.
        Since my procedure I no longer need pills.
        Five-star reviews from real patients.""",
    "recipient.patient": """
        Your next appointment is on Tuesday.
        Reminder: your visit with Dr. Wong is tomorrow.
        Your prescription is ready for pickup.
        Your lab results are in.
        As one of our patients, you get free parking.
        Thank you for trusting us with your care.
        We saw you in March for a checkup.
        You are due for a mammogram.
        How was your recent stay?
        Your surgeon recommends a follow-up.
        Dear patient, please update your address.
        Please confirm your appointment.
        Our records show a missed screening.
        It's time to refill your medication.
        You were discharged from our hospital last week.
        Since your last visit, we have moved.
        您的处方已可领取
        您在我院的检查报告已出
        温馨提醒：您明天的复诊时间为九点
        您上个月在本院住院期间
        尊敬的患者，您好
        您的主治医生邀请您复查
        您已预约王主任周三门诊
        请您按时复诊
        您术后恢复得如何
        作为本院的老患者，您可享受停车优惠""",
    "recipient.condition": """
        Your asthma deserves better care.
        We know you have diabetes.
        You were diagnosed with lupus last year.
        Living with COPD? You're struggling with COPD and we can help you.
        Since you suffer from migraines, try this.
        Your recent diagnosis can feel overwhelming.
        You are diabetic, so watch your sugar.
        Manage your high blood pressure with us.
        For someone with arthritis like you, your mornings are hard.
        Your chronic back pain has a name.
        You have had a stroke, and we are here.
        Now that you have cancer, plan ahead.
        Your depression is treatable.
        People like you with epilepsy can drive again.
        You've been living with eczema for years.
        Your ongoing symptoms suggest more tests.
        您的高血压控制得怎么样
        您患有乳腺增生
        得知您确诊为肺癌，我们深感关切
        您的抑郁症可以好转
        作为哮喘患者的您
        您饱受偏头痛之苦
        你的糖尿病该复查了
        您得了痛风，要少吃海鲜
        像您这样的冠心病患者
        您的病情需要随访""",
}

CLEAN = {
    "cn.guarantee": """
        没有哪位医生能保证治愈
        该病目前无法根治
        根治性切除的适应症有哪些
        广告法规定不得承诺治愈
        治疗效果因人而异
        请谨防号称包治百病的骗局
        糖尿病能根治吗？
        规范治疗可以减少复发
        不要轻信药到病除的宣传
        礼物已经包好了，请查收
        我们无法承诺疗效
        面包有效期三天
        树根制成的茶几
        并非所有人都能痊愈""",
    "cn.safety": """
        任何手术都有风险
        没有药物是绝对安全的
        如果没有不良反应，可继续接种
        请评估无痛胃镜的风险因素
        常见副作用包括恶心
        不存在零风险的手术
        用药后是否没有副作用，请咨询药师
        驾驶时保持安全距离
        绝对安全距离至少两米
        医生会说明可能的并发症
        不能说无副作用
        患者安全是第一位""",
    "cn.rate": """
        疫苗接种率达到95%
        治愈率与分期有关
        满意度问卷回收率为80%
        门诊量增长12%
        不得宣传治愈率
        今年预约量提高三成
        有效率因人而异
        约30%的成人有高血压
        全年开放床位500张
        血氧饱和度98%
        占地面积3万平方米
        医生团队共120名""",
    "cn.compare": """
        预防胜于治疗
        今年的就诊量超过去年
        本院有超过30家合作医院
        比赛在医院门口开始
        请勿超过药品说明书剂量
        两种药物的比较请咨询医生
        线上咨询比去医院排队方便
        我院与多家医院开展合作
        健康胜过财富
        身高高于同龄人平均水平
        广告不得与其他医院作比较
        年龄大于六十岁的人群""",
    "cn.endorse": """
        请遵循医生推荐的剂量
        专家推荐接种流感疫苗
        欢迎您提出宝贵意见
        病例讨论会周五举行
        医疗广告禁止使用患者见证
        饭前饭后都要洗手
        前后排座椅可以调节
        患者须知与就诊流程
        医生出诊时间表
        请咨询您的医生
        患者权利与义务
        专家门诊周三上午
        手术前后的护理要点""",
    "cn.scope": """
        高血压患者应少盐饮食
        门诊时间：周一至周五
        医院地址：幸福路8号
        流感季节请勤洗手
        感冒一般一周左右自愈
        什么是带状疱疹？
        本院设有内科、外科、儿科
        床位300张，电话见下方
        关节炎常见于中老年人
        世界糖尿病日科普讲座
        哮喘患者要随身带药
        中风的早期信号有哪些""",
    "cn.absolute": """
        市第一人民医院
        大学附属第一医院搬迁公告
        最好空腹抽血
        最佳服药时间为饭后
        请在第一时间拨打急救电话
        国家级自然保护区
        第一次就诊请带身份证
        唯一身份标识码
        孩子的最佳视力
        最大剂量请遵医嘱
        最近一周天气转凉
        第一名称为市立医院
        第一步：填写表格""",
    "cn.military": """
        解放路社区门诊
        解放西路18号
        八一路站下车
        人民医院南门
        军训期间注意防晒
        海军蓝连衣裙
        武夷山疗养院
        警察局旁边
        建设大道军民巷
        冠军商场三楼
        亚军奖品领取
        将军澳地铁站""",
    "cn.nonmedical": """
        美白色连衣裙新款
        记忆棉枕头柔软舒适
        治疗期间请勿饮酒
        茶叶产自福建
        保健食品不能代替药物
        酒店提供免费早餐
        洗发水清香持久
        面膜补水保湿
        医院食堂的牛奶很新鲜
        这款床垫静音防螨
        饮料不具有治疗作用
        护膝适合登山佩戴""",
    "us.claim": """
        Guarantee your seat at the workshop.
        There is currently no cure for lupus.
        We cannot guarantee any outcome.
        Scientists hope to find a cure.
        The FTC warns against ads that promise a miracle cure.
        Cured meats and cheese board.
        A guaranteed delivery window.
        All surgery carries risk.
        Ask your doctor about side effects.
        Is there a cure for asthma?
        If there are no complications, you go home the same day.
        Join the walk for a cure.
        This drug is not clinically proven.
        Results vary from person to person.
        Our secure portal protects your data.
        Learn the risk factors for stroke.
        Price guaranteed until Friday.
        Let the concrete cure for two days.
        Ads must not claim guaranteed results.
        Never trust a product that says it has no side effects.
        A procedure that has been performed since 1950.
        Individual results may differ.""",
    "us.testimonial": """
        Read our guide for visitors.
        The story of our hospital began in 1920.
        What patients should bring on the day.
        Patients can park in garage B.
        The library lends stories for children.
        Reviews of the literature are published yearly.
        Before and after school care is available.
        How to review your bill.
        Our staff speak five languages.
        Share your story with our chaplain.
        Employee stories from the kitchen.
        After surgery, patients can walk within a day.
        I need directions to the clinic.
        Our nurses save lives every day.
        Dr. Chen joined the clinic in May.
        A patient guide to anesthesia.""",
    "recipient.patient": """
        Book your appointment online.
        New patients are welcome.
        How to become a patient.
        Appointments are available on weekends.
        If you have an appointment, bring your card.
        Our doctors speak Spanish.
        Schedule your annual exam today.
        Plan your visit to our museum of medicine.
        Patients may bring one guest.
        Call us to make an appointment.
        Prescriptions can be picked up at window two.
        Request your records by mail when you are a patient.
        欢迎预约专家门诊
        患者可在窗口取药
        如需预约请拨打电话
        门诊时间以公告为准
        检查报告可在自助机打印
        本院提供停车服务
        请提前预约
        志愿者在大厅为患者服务""",
    "recipient.condition": """
        Asthma affects one in twelve people.
        If you have diabetes, ask about eye exams.
        Lower your risk of heart disease.
        Do you have questions about arthritis?
        People with migraine often avoid bright light.
        Take care of your heart.
        Learn the signs of stroke.
        Your guide to healthy sleep.
        Help a friend with depression.
        Physical therapy for knees and hips.
        Your support helps children with cancer.
        What is COPD?
        高血压患者要规律服药
        如果您有哮喘，请随身带药
        您是否了解糖尿病？
        关爱您的心脏健康
        痛风患者要多喝水
        预防中风，从生活习惯做起
        您身边有老人患病吗
        帮助您了解乳腺癌筛查""",
}

# What must stay clean whatever the rule: the table's own list, and everyday copy.
EVERYDAY = """
    第一人民医院
    第一名称
    美白色连衣裙
    任何医生都不能保证治愈
    Guarantee your seat
    High blood pressure is common and often has no symptoms.
    Join us for a free talk on healthy aging.
    Our new clinic opens on Main Street in May.
    Free parking for all visitors.
    Meet our care team at the open house.
    Flu shots are available at every location.
    Walk-ins are welcome on Saturdays.
    We accept most insurance plans.
    The cafeteria has a new menu.
    Our nurses ran a half marathon.
    Volunteers make a difference.
    Wash hands often during flu season.
    Mammograms are offered in the east wing.
    A balanced diet supports heart health.
    Talk to a doctor before starting a new exercise.
    Doctors recommend seven to nine hours of sleep for adults.
    Early detection of breast cancer saves lives.
    Physical therapy may help people with back pain.
    Some people feel sleepy after taking antihistamines.
    Clinical trials study new treatments.
    The side effects of chemotherapy differ.
    Diabetes can lead to nerve damage.
    Ask questions and bring a list of medicines.
    Children under two get in free.
    Learn CPR in one hour.
    Our gift shop has a sale on flowers.
    Download the hospital map.
    Support groups meet on Mondays.
    The emergency department never closes.
    Donate blood this Friday.
    We treat knees, hips and shoulders.
    Cosmetic dentistry is offered by appointment.
    Hearing tests take about thirty minutes.
    You may qualify for financial assistance.
    Your privacy matters to us.
    Your feedback helps us improve.
    Sign up for our newsletter.
    You can park behind the building.
    Your gift helps families in need.
    周末门诊照常开放
    新院区地铁直达
    冬季要注意保暖
    健康讲座免费参加
    流感疫苗开始接种
    均衡饮食有益健康
    儿童乐园周六开放
    医院停车场扩建公告
    高血压的常见误区
    吸烟有害健康
    献血活动周五举行
    体检前请空腹八小时
    咳嗽两周以上应及时就医
    药品请放在儿童接触不到的地方
    任何治疗都可能有风险
    请携带身份证和医保卡
    预约挂号可提前七天
    医生会根据病情制定方案
    护士节快乐
    本院新增日间手术室
    母乳喂养的好处
    适量运动，保持好心情
    老年人要预防跌倒
    科学认识乳腺结节
"""


def lines(block: str, *, held_back: bool) -> list[str]:
    """Give one half of the lines of a block."""
    return every(block)[1::2] if held_back else every(block)[::2]


def every(block: str) -> list[str]:
    """Give the lines of a block."""
    return [line.strip() for line in block.strip().splitlines()]


def hidden(text: str, word: str, rng: random.Random) -> list[str]:
    """Write the word at fault, a stretch of the text, in ways that hide it from a plain search."""
    at = text.index(word)
    return [text[:at] + shape + text[at + len(word) :] for shape in _shapes(word, rng)]


def _shapes(word: str, rng: random.Random) -> list[str]:
    if word.isascii():
        look_alike = str.maketrans("aeocpx", "\u0430\u0435\u043e\u0441\u0440\u0445")
        at = rng.randrange(1, len(word))
        shapes = [
            word[:at] + "\u200b" + word[at:],
            word[:at] + "\u00ad" + word[at:],
            word[0] + word[1:].translate(look_alike),
            word.translate(str.maketrans("aeio", "4310")),
            "".join(chr(ord(char) + 0xFEE0) if char.isalpha() else char for char in word),
        ]
        if word.isalpha():
            shapes += [
                " ".join(word),
                ".".join(word),
                word[:at] + "*" + word[at:],
                word[:at] + "-" + word[at:],
            ]
        return shapes
    return [joint.join(word) for joint in ("\u200b", " ", ".", "·", "🌿", "_", "-", "*", "\u3000", "~")]
