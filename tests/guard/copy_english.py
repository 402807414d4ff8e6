"""English advertising copy in many wordings: at fault by each rule, or only looking so."""

HITS = {
    "us.claim": """
        Say hello to dry nights. Our alarm ends bedwetting for good.
        The only skin cream that erases rosacea while you nap
        Zero recurrence. Zero scars. Zero regrets. Hernia repair done right.
        Our stem cell shot regrows knee cartilage, so you can skip the replacement.
        Everybody who finishes the program keeps the weight off.
        Never need Viagra again
        FDA-approved stem cells for every joint
        Detox foot pads pull out heavy metals overnight
        Most effective migraine treatment on the planet
        Unclog your arteries with a spoon of this every morning
        Dentures that never slip. Ever. Promise.
        Goodbye, insulin. Our patients throw away their needles.
        Wrinkles vanish in 60 seconds flat
        Doctors hate this back pain trick
        A vaccine-free way to prevent measles, 100% natural and proven
        k.u.r.e your eczema naturally
        No more back pain. No more pills. No kidding.
        Immediate results with no recovery time
        Lipo that melts away 10 inches in one lunch hour
        Our surgeons have never lost a patient.
        You'll be walking the same day, no ifs or buts.
        The pill that outsmarts Alzheimer's
        Everlasting relief from arthritis, just $29
        Highest IVF success rates in the nation
        Eczema cleared. Itch gone. Nights back.
        This bracelet balances hormones and cures hot flashes
        Ear wax candle removes vertigo in minutes
        Nothing works faster on cold sores
        Permanently rid yourself of spider veins
        Our patients never come back. Because they're fixed.
        PROVEN: 94% of kids outgrow allergies with our drops
        A facelift with zero downtime that lasts a lifetime
        Guaranteed hearing improvement, or we buy them back
        Painless shots. Really. 100%.
        Say goodbye to bladder leaks
        A sleep pill with no morning fog and no dependency. None.
        FDA cleared to melt fat permanently
        Lifetime freedom from herpes outbreaks
        Stop Alzheimer's before it starts with Memora gummies
        the #1 dermatologist-trusted acne fix
        gu4r4nteed wt loss!! n0 diet n0 gym
        Zap away anxiety, zero meds
        Our knee gel works instantly on all arthritis
        Sinus surgery that actually sticks: 0% come back, ever.
        Snoring: cancelled. In-office, ten minutes, forever.
        No risk whatsoever to mother or baby
        Heart attacks become impossible with our chelation
        Straighter teeth, no pain, no braces, no waiting: 30 days
        Gone: eczema, hives, rosacea. Stayed: your skin.
        As effective as back surgery, minus the surgery
        This is the year asthma loses.""",
    "us.testimonial": """
        "I can finally tie my own shoes." - Hal, 72
        "Dr. Ortiz gave me my Sundays back!!!"
        See Jaden's before & after pics
        My son stopped wheezing after two visits. Thank you, Lakeside Allergy!
        Bob from Tulsa says he threw out his cane
        I was on 9 meds. Today I take zero. Ask me how. - Coach Ray
        Our patient Luis went from 310 to 190 and off insulin
        Grandma Jo, 88, dances again thanks to her new hip
        After 6 miscarriages, the Parkers are holding twins. We helped.
        Watch Keisha's weight loss journey
        This is Sam. Sam had a stroke. Sam plays drums again.
        Mom of three Jess beat postpartum depression here. You can read her letter.
        Read the reviews: our patients love their new smiles
        Don't take our word for it: ask Linda, two years cancer free
        Nine years of infertility. One clinic. Meet baby Ruth and her parents, Ann and Joe.
        I sleep now. Like, really sleep. Thank you Dr. Bell
        reel: "day 1 vs day 60 on tirzepatide, down 31 lbs, link in bio"
        "They saved my leg." Army vet Curtis on our wound center
        Two kids later, Maya credits our fertility team
        This veteran hadn't slept in years. Then he tried our ketamine clinic.
        From 40 cigarettes to none: how Hank did it with us
        My daughter's stutter is gone thanks to speech therapy at Brightwords
        YouTuber Max Power got his LASIK here and films it all
        "Braces off!!! never smiled with teeth before lol" - Kai, 15
        survivor spotlight: Gwen, breast cancer, 12 years
        "It took them 20 minutes to find what 6 doctors missed." Paula R.
        Thirty years of back pain, and after one block Louise is gardening.
        "Five stars!! my rosacea vanished" (verified customer)
        Shelly couldn't lift her arm for a year. On Sunday she pitched two innings.
        Grandpa Lou on his new valve: "I mow the lawn twice for fun."
        Watch: Anika's first words after her cochlear implant
        Twins after 9 years! Congrats Jen and Raul, our 500th IVF family""",
    "recipient.patient": """
        Your crown's in! Call to get it seated.
        Dr. Patel noticed you skipped your last two sessions
        Your infusion chair is reserved for Tuesday 9am
        It's been a year since your last eye exam
        You were discharged from Mercy on May 3. Here's a meal kit offer.
        Your next Botox touch-up is due
        You gave birth with us in June, so enjoy 20% off photos
        Your stitches are ready to come out
        As one of our dialysis families, you get first pick of seats
        Welcome back! Your chart is waiting for you
        Your kiddo's well visit is coming up
        your last A1C at our lab was in March
        Your retainers are ready for pickup
        Your sleep apnea machine is due for new filters
        You visited our urgent care on 3/3
        Your GLP-1 shipment is delayed
        Your room at the birth center is ready on June 9
        You're 2 weeks post-op. Feeling OK?
        Got a minute to rate your telehealth visit?
        the braces come off Tuesday! bring a friend to celebrate, Kyle
        Annual physical coming up, Jen? You last came in on 2/14.
        Your file with Lakeview Dental
        Kim, Dr. Abbott has a question about the MRI you had Tuesday
        The results of your mammogram are posted
        your rx #4471 couldn't be filled, call us
        Since your hip surgery last fall, our gym doubled
        Your night guard has arrived
        Dr. Singh is retiring, and as his patient you can choose a new doctor
        It's month 3 of your Invisalign. Keep going!""",
    "recipient.condition": """
        Your blood sugar called. It wants a break.
        You told us your back hurts
        Your depression deserves more than an app
        Because you're pregnant, you qualify for free vitamins
        Your hep C can wait no longer
        We know Crohn's runs your calendar
        Since you're managing type 1, here's a free meter
        Moms with gestational diabetes like you, Ana, get free lancets
        Our records indicate you have COPD
        You screened positive for depression
        Because of your kidney disease, your plan adds rides
        you're 24 weeks along
        Your body is fighting rheumatoid arthritis
        Your hot flashes, meet your match
        Hi Al. COPD makes winter hard on you, we know.
        your recent breast cancer diagnosis can feel like a lot
        Being bipolar is part of you, not all of you, Jess
        Still wheezing, Dan? Your asthma plan needs a tune-up
        We see that you were treated for opioid use
        You're a type 2 diabetic, so shoes matter
        Your psoriasis story starts a new chapter
        How's the migraine today? Yours, we mean
        Now that your depression is under control, try yoga
        As a fellow celiac, you'll love our bakery
        Your HIV meds, in plain packaging
        Your tremor makes buttons tough. Try magnets.
        For your anemia: iron-rich recipes
        Hey diabetic bestie, lancets half off
        We hear your endometriosis is back
        Your BMI of 38 qualifies you
        Your bad knee can't do stairs. Our pool can help.
        You are HIV positive and so are 1.2 million others""",
}

CLEAN = """
    Cure cottage tour, Saranac Lake, Sundays
    Your feedback shapes our waiting room
    If you live with diabetes, our class may help
    Most people go home the same day. Some stay a night.
    Our hospital treats stroke around the clock
    The new wing is a breakthrough for parking
    Free flu shots Saturday. No appointment needed.
    Your donation pays for insulin
    Schedule your mammogram today
    Miracle League baseball plays Saturday
    Cured ham sandwiches in the lobby
    Depression is treatable. Talk with someone.
    Back pain that lasts more than six weeks should be checked
    Can shingles come back? Yes, in some people.
    Your insurance may cover it
    Care for your skin this winter
    Women with PCOS may have irregular periods
    "The valet found my keys in a snowbank. Five stars." - Ed
    Instant pre-approval for financing
    The FDA approved the drug in 2019 for adults with gout
    There is no quick fix for insomnia.
    Risk-free trial of our scheduling software
    New patients: fill out your forms online
    Tell us about your visit goals
    Nobody beats our parking prices
    LASIK may reduce the need for glasses
    Heal from within: a poetry night for caregivers
    How long until I can drive after a cataract operation? Often a day or two.
    Our clinic treats migraine with medicine, rest plans and sometimes nerve blocks.
    How long do braces take? 12 to 24 months for most.
    Every patient gets a private room
    Your neighborhood dentist since 1981
    Rapid COVID tests, results in 15 minutes
    Your support keeps our hospice open
    If your child has ADHD, our parent night is Tuesday
    My favorite part of the job is the babies, says nurse Kim
    I'm Dr. Ko. I fix hips, and I'd like to meet you at the fair.
    Zero copay on many generics
    Knee replacement: what the recovery looks like week by week
    Learn the signs of stroke in 60 seconds
    95% of visitors found parking in under five minutes
    Don't trust ads that promise to reverse dementia
    Stop the bleed: free training
    Kill time in our garden
    You're invited to our open house
    Your class on healthy knees is confirmed for Friday
    Your volunteer shift starts at 9
    When your results are ready, we call. That's our policy.
    Hepatitis C is curable in most people with 8 to 12 weeks of pills
    What to expect from your first therapy session
    If you were diagnosed with gout, our dietitian has a class
    Choose your own doctor and your own hours
    Every knee is different. Recovery takes 3 to 12 months.
    Bring your glasses to the eye screening
    In 2022, 88% of our hip patients walked the day after surgery; 3% were readmitted.
    Cold sores are caused by a virus and often return.
    Kids' dental day: stickers guaranteed
    Your card on file will be charged $20 for the gym
    You can book a lab visit without a referral
    Acupuncture: some patients feel less pain, some feel nothing.
    Get your steps in with our walking club
    Schedule your annual physical"""
