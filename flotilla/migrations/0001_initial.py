import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="Body",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "tagline",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="tagline"
                    ),
                ),
                (
                    "address",
                    models.SlugField(unique=True, verbose_name="address on the site"),
                ),
                (
                    "host",
                    models.CharField(
                        blank=True,
                        max_length=253,
                        null=True,
                        unique=True,
                        verbose_name="own host name",
                    ),
                ),
                (
                    "accent",
                    models.CharField(
                        default="#0B5563",
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^#[0-9a-fA-F]{6}$",
                                "Write a colour as # and six digits, for example #0B5563.",
                            )
                        ],
                        verbose_name="accent colour",
                    ),
                ),
                (
                    "logo",
                    models.FileField(
                        blank=True, upload_to="logos", verbose_name="logo"
                    ),
                ),
                (
                    "sender_name",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="name on letters"
                    ),
                ),
                (
                    "sender_email",
                    models.EmailField(
                        blank=True,
                        max_length=254,
                        verbose_name="sender address of letters",
                    ),
                ),
                (
                    "phone",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="telephone"
                    ),
                ),
                (
                    "postal_address",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="postal address"
                    ),
                ),
                ("languages", models.JSONField(default=list, verbose_name="languages")),
                (
                    "time_zone",
                    models.CharField(
                        default="Europe/London", max_length=60, verbose_name="time zone"
                    ),
                ),
                ("terms", models.TextField(blank=True, verbose_name="terms")),
                (
                    "house_rules",
                    models.TextField(blank=True, verbose_name="house rules"),
                ),
                (
                    "privacy_notice",
                    models.TextField(blank=True, verbose_name="privacy notice"),
                ),
                (
                    "meet_us",
                    models.TextField(blank=True, verbose_name="where to meet us"),
                ),
                (
                    "accessibility_note",
                    models.TextField(blank=True, verbose_name="accessibility"),
                ),
                ("founded_at", models.DateTimeField()),
            ],
            options={
                "verbose_name_plural": "bodies",
            },
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("entry_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("read_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="last login"
                    ),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        max_length=254, unique=True, verbose_name="e-mail address"
                    ),
                ),
                (
                    "name",
                    models.CharField(blank=True, max_length=120, verbose_name="name"),
                ),
                (
                    "byline",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="shown as"
                    ),
                ),
                (
                    "sector",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("resident", "Resident"),
                            ("staff", "Member of staff"),
                            ("firm", "Small firm"),
                            ("charity", "Charity or community group"),
                            ("university", "University or college"),
                            ("body", "Other public body"),
                        ],
                        max_length=20,
                        verbose_name="sector",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True, max_length=10, verbose_name="language"
                    ),
                ),
                (
                    "cadence",
                    models.CharField(
                        choices=[
                            ("at_once", "At once"),
                            ("daily", "Once a day"),
                            ("weekly", "Once a week"),
                            ("never", "Never"),
                        ],
                        default="at_once",
                        max_length=10,
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                ("joined_at", models.DateTimeField(auto_now_add=True)),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AnswerTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("language", models.CharField(default="en-gb", max_length=10)),
                ("said", models.TextField(blank=True, verbose_name="what you said")),
                (
                    "decided",
                    models.TextField(blank=True, verbose_name="what was decided"),
                ),
                ("fit", models.TextField(blank=True, verbose_name="how the two fit")),
                ("written_at", models.DateTimeField()),
                (
                    "written_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answer_templates",
                        to="flotilla.body",
                    ),
                ),
            ],
            options={
                "ordering": ("name",),
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "byline",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="shown as"
                    ),
                ),
                (
                    "sector",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("resident", "Resident"),
                            ("staff", "Member of staff"),
                            ("firm", "Small firm"),
                            ("charity", "Charity or community group"),
                            ("university", "University or college"),
                            ("body", "Other public body"),
                        ],
                        max_length=20,
                        verbose_name="sector",
                    ),
                ),
                ("is_official", models.BooleanField(default=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("comment", "Comment"),
                            ("question", "Question"),
                            ("concern", "Concern"),
                        ],
                        default="comment",
                        max_length=10,
                    ),
                ),
                ("text", models.TextField(verbose_name="your words")),
                (
                    "change_mind",
                    models.CharField(
                        blank=True,
                        max_length=400,
                        verbose_name="what would change my mind",
                    ),
                ),
                ("posted_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "submission_key",
                    models.CharField(blank=True, max_length=64, null=True, unique=True),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replies",
                        to="flotilla.comment",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="comments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("posted_at", "id"),
            },
        ),
        migrations.CreateModel(
            name="ConcernMet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="what changed"
                    ),
                ),
                ("resolved_at", models.DateTimeField()),
                (
                    "comment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="met",
                        to="flotilla.comment",
                    ),
                ),
                (
                    "resolved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Contribution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=200, verbose_name="in one line")),
                ("kind", models.CharField(blank=True, max_length=20)),
                ("answers", models.JSONField(default=dict)),
                ("words", models.TextField(blank=True)),
                ("language", models.CharField(blank=True, max_length=10)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "byline",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="shown as"
                    ),
                ),
                (
                    "sector",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("resident", "Resident"),
                            ("staff", "Member of staff"),
                            ("firm", "Small firm"),
                            ("charity", "Charity or community group"),
                            ("university", "University or college"),
                            ("body", "Other public body"),
                        ],
                        max_length=20,
                        verbose_name="sector",
                    ),
                ),
                (
                    "place_words",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        verbose_name="the place in your words",
                    ),
                ),
                ("latitude", models.FloatField(blank=True, null=True)),
                ("longitude", models.FloatField(blank=True, null=True)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("web", "on this site"),
                            ("phone", "by phone"),
                            ("paper", "on paper"),
                            ("person", "in person"),
                            ("letter", "by e-mail or letter"),
                            ("import", "from another system"),
                            ("api", "through the programming interface"),
                        ],
                        default="web",
                        max_length=10,
                    ),
                ),
                (
                    "channel_note",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        verbose_name="where and when it was taken down",
                    ),
                ),
                (
                    "contact_name",
                    models.CharField(blank=True, max_length=120, verbose_name="name"),
                ),
                (
                    "contact_email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="e-mail address"
                    ),
                ),
                (
                    "contact_phone",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="telephone"
                    ),
                ),
                (
                    "wants_test",
                    models.BooleanField(
                        default=False, verbose_name="ask me if it is tested"
                    ),
                ),
                ("claim_fingerprint", models.CharField(blank=True, max_length=64)),
                (
                    "submission_key",
                    models.CharField(blank=True, max_length=64, null=True, unique=True),
                ),
                ("received_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting to be read"),
                            ("listed", "In the list"),
                            ("merged", "Joined to another"),
                            ("split", "Split in parts"),
                            ("withdrawn", "Withdrawn"),
                            ("removed", "Removed"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("answer_due_on", models.DateField(blank=True, null=True)),
                ("first_answered_at", models.DateTimeField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("support_count", models.PositiveIntegerField(default=0)),
                ("comment_count", models.PositiveIntegerField(default=0)),
                ("view_count", models.PositiveIntegerField(default=0)),
                ("shuffle", models.PositiveIntegerField(default=0)),
                ("source", models.CharField(blank=True, max_length=40)),
                ("source_ref", models.CharField(blank=True, max_length=80)),
                ("source_facts", models.JSONField(default=dict)),
                ("counted_supports", models.PositiveIntegerField(default=0)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions",
                        to="flotilla.body",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="entered_contributions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="joined",
                        to="flotilla.contribution",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "split_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="parts",
                        to="flotilla.contribution",
                    ),
                ),
            ],
            options={
                "ordering": ("-received_at", "-id"),
            },
        ),
        migrations.CreateModel(
            name="Consideration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="what we did with it"
                    ),
                ),
                ("considered_at", models.DateTimeField()),
                (
                    "considered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "contribution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="considerations",
                        to="flotilla.contribution",
                    ),
                ),
            ],
            options={
                "ordering": ("considered_at",),
            },
        ),
        migrations.AddField(
            model_name="comment",
            name="contribution",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="comments",
                to="flotilla.contribution",
            ),
        ),
        migrations.CreateModel(
            name="CoauthorInvitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="e-mail address"
                    ),
                ),
                (
                    "message",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="a word to them"
                    ),
                ),
                ("fingerprint", models.CharField(max_length=64, unique=True)),
                ("invited_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("accepted", models.BooleanField(blank=True, null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="asked_to_join",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "contribution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="coauthor_invitations",
                        to="flotilla.contribution",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Authorship",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "credit",
                    models.CharField(
                        choices=[("author", "Had the idea"), ("coauthor", "Co-author")],
                        default="author",
                        max_length=10,
                    ),
                ),
                (
                    "byline",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="shown as"
                    ),
                ),
                (
                    "sector",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("resident", "Resident"),
                            ("staff", "Member of staff"),
                            ("firm", "Small firm"),
                            ("charity", "Charity or community group"),
                            ("university", "University or college"),
                            ("body", "Other public body"),
                        ],
                        max_length=20,
                        verbose_name="sector",
                    ),
                ),
                (
                    "did",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="what you added"
                    ),
                ),
                ("joined_at", models.DateTimeField()),
                ("left_at", models.DateTimeField(blank=True, null=True)),
                (
                    "joined_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "left_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="authorships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "contribution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="authorships",
                        to="flotilla.contribution",
                    ),
                ),
            ],
            options={
                "ordering": ("joined_at", "id"),
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("forward", "Taken forward"),
                            ("passed_on", "Passed to its owner"),
                            ("parked", "Parked"),
                            ("not_forward", "Not taken forward"),
                        ],
                        max_length=12,
                        verbose_name="decision",
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("now", "Do it now"),
                            ("pilot", "Try it out"),
                            ("develop", "Work it out further"),
                        ],
                        max_length=10,
                        verbose_name="how it is taken forward",
                    ),
                ),
                ("reasons", models.JSONField(default=list, verbose_name="reasons")),
                (
                    "words",
                    models.TextField(
                        blank=True, verbose_name="reasons in your own words"
                    ),
                ),
                (
                    "passed_to",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="who it was passed to"
                    ),
                ),
                (
                    "parked_until",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="we tell you if"
                    ),
                ),
                (
                    "who_decided",
                    models.CharField(max_length=200, verbose_name="who decided"),
                ),
                (
                    "rule",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="by which rule"
                    ),
                ),
                (
                    "considered",
                    models.CharField(
                        blank=True, max_length=600, verbose_name="what was considered"
                    ),
                ),
                (
                    "next_word_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="next word by"
                    ),
                ),
                ("drafted_at", models.DateTimeField()),
                ("checked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "returned_words",
                    models.CharField(
                        blank=True, max_length=600, verbose_name="what to improve"
                    ),
                ),
                (
                    "release_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="release at"
                    ),
                ),
                ("released_at", models.DateTimeField(blank=True, null=True)),
                (
                    "progress",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("under_way", "Under way"),
                            ("testing", "Being tested"),
                            ("in_use", "In use"),
                            ("stopped", "Stopped"),
                        ],
                        max_length=12,
                    ),
                ),
                ("result", models.TextField(blank=True, verbose_name="result")),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "contribution",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decision",
                        to="flotilla.contribution",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="owned_undertakings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("first", "First answer"),
                            ("final", "Decision"),
                            ("update", "Update"),
                        ],
                        max_length=8,
                    ),
                ),
                ("said", models.TextField(blank=True, verbose_name="what you said")),
                ("decided", models.TextField(verbose_name="what was decided")),
                ("fit", models.TextField(blank=True, verbose_name="how the two fit")),
                (
                    "signatory",
                    models.CharField(blank=True, max_length=120, verbose_name="signed"),
                ),
                ("language", models.CharField(blank=True, max_length=10)),
                (
                    "progress",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("under_way", "Under way"),
                            ("testing", "Being tested"),
                            ("in_use", "In use"),
                            ("stopped", "Stopped"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "next_word_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="next word by"
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True)),
                ("drafted_at", models.DateTimeField()),
                ("released_at", models.DateTimeField(blank=True, null=True)),
                (
                    "drafted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "contribution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replies",
                        to="flotilla.contribution",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="flotilla.decision",
                    ),
                ),
            ],
            options={
                "ordering": ("released_at", "id"),
            },
        ),
        migrations.CreateModel(
            name="Department",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="shared mailbox"
                    ),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="departments",
                        to="flotilla.body",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("name",),
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "question",
                    models.CharField(
                        blank=True,
                        max_length=600,
                        verbose_name="what you need from them",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="by")),
                ("assigned_at", models.DateTimeField()),
                ("reply", models.TextField(blank=True, verbose_name="their reply")),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "assigned_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assignments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "contribution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assignments",
                        to="flotilla.contribution",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assignments",
                        to="flotilla.department",
                    ),
                ),
            ],
            options={
                "ordering": ("due_on", "id"),
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("fingerprint", models.CharField(max_length=64, unique=True)),
                ("content", models.JSONField(default=dict)),
                ("begun_at", models.DateTimeField()),
                ("saved_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="drafts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("file", models.FileField(upload_to="contributions/%Y/%m")),
                (
                    "preview",
                    models.FileField(blank=True, upload_to="contributions/%Y/%m"),
                ),
                ("name", models.CharField(max_length=120)),
                (
                    "alt",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="what it shows"
                    ),
                ),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("added_at", models.DateTimeField()),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "contribution",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="flotilla.contribution",
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="flotilla.draft",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by_id", models.BigIntegerField(null=True)),
                ("verb", models.CharField(max_length=60)),
                ("subject_kind", models.CharField(max_length=40)),
                ("subject_id", models.BigIntegerField()),
                ("body_id", models.BigIntegerField(null=True)),
                ("programme_id", models.BigIntegerField(null=True)),
                ("contribution_id", models.BigIntegerField(null=True)),
                ("details", models.JSONField(default=dict)),
            ],
            options={
                "ordering": ("id",),
                "indexes": [
                    models.Index(
                        fields=["subject_kind", "subject_id", "id"],
                        name="entry_subject",
                    ),
                    models.Index(
                        fields=["contribution_id", "id"], name="entry_contribution"
                    ),
                    models.Index(fields=["programme_id", "id"], name="entry_programme"),
                    models.Index(fields=["body_id", "id"], name="entry_body"),
                    models.Index(fields=["verb", "id"], name="entry_verb"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Holiday",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("on", models.DateField(verbose_name="day")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="holidays",
                        to="flotilla.body",
                    ),
                ),
            ],
            options={
                "ordering": ("on",),
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("entry_id", models.BigIntegerField(blank=True, null=True)),
                ("kind", models.CharField(max_length=40)),
                ("why", models.CharField(blank=True, max_length=30)),
                ("email", models.EmailField(max_length=254)),
                ("language", models.CharField(blank=True, max_length=10)),
                ("context", models.JSONField(default=dict)),
                ("is_urgent", models.BooleanField(default=False)),
                ("must_arrive", models.BooleanField(default=True)),
                ("is_digest", models.BooleanField(default=False)),
                ("message_id", models.CharField(max_length=120, unique=True)),
                ("subject", models.CharField(blank=True, max_length=300)),
                ("text", models.TextField(blank=True)),
                ("html", models.TextField(blank=True)),
                ("written_at", models.DateTimeField()),
                ("next_try_at", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("error", models.CharField(blank=True, max_length=300)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("given_up_at", models.DateTimeField(blank=True, null=True)),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letters",
                        to="flotilla.body",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letters",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("resident", "Resident"),
                            ("staff", "Member of staff"),
                            ("officer", "Programme officer"),
                            ("assessor", "Assessor"),
                            ("sponsor", "Sponsor"),
                            ("administrator", "Administrator"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="job title"
                    ),
                ),
                ("granted_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="flotilla.body",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="memberships",
                        to="flotilla.department",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "granted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="why they belong together",
                    ),
                ),
                ("merged_at", models.DateTimeField()),
                ("agreed_at", models.DateTimeField(blank=True, null=True)),
                ("objected_at", models.DateTimeField(blank=True, null=True)),
                (
                    "objection",
                    models.CharField(
                        blank=True,
                        max_length=600,
                        verbose_name="why it should stand alone",
                    ),
                ),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                ("undone_reason", models.CharField(blank=True, max_length=300)),
                (
                    "agreed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "merged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "objected_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="merges",
                        to="flotilla.contribution",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="merges_into",
                        to="flotilla.contribution",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("merged_at", "id"),
            },
        ),
        migrations.CreateModel(
            name="Muting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("programme_id", models.BigIntegerField()),
                ("muted_at", models.DateTimeField()),
                (
                    "muted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mutings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("text", models.TextField(verbose_name="note")),
                ("noted_at", models.DateTimeField()),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="flotilla.body",
                    ),
                ),
                (
                    "contribution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="flotilla.contribution",
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("noted_at",),
            },
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "code",
                    models.CharField(
                        blank=True, max_length=20, verbose_name="official code"
                    ),
                ),
                ("latitude", models.FloatField(blank=True, null=True)),
                ("longitude", models.FloatField(blank=True, null=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="places",
                        to="flotilla.body",
                    ),
                ),
            ],
            options={
                "ordering": ("name",),
            },
        ),
        migrations.CreateModel(
            name="InvitationCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("batch", models.CharField(max_length=80, verbose_name="batch")),
                ("fingerprint", models.CharField(max_length=64, unique=True)),
                ("tail", models.CharField(max_length=4)),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "not checked"),
                            (1, "e-mail address confirmed"),
                            (2, "code card confirmed"),
                            (3, "residence confirmed"),
                            (4, "identity confirmed"),
                        ],
                        default=2,
                    ),
                ),
                ("printed_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitation_codes",
                        to="flotilla.body",
                    ),
                ),
                (
                    "printed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "used_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="flotilla.place",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="contribution",
            name="place",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="contributions",
                to="flotilla.place",
            ),
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("address", models.SlugField(max_length=60, verbose_name="address")),
                ("title", models.CharField(max_length=90, verbose_name="title")),
                (
                    "summary",
                    models.CharField(
                        blank=True,
                        max_length=400,
                        verbose_name="in one or two sentences",
                    ),
                ),
                (
                    "question",
                    models.CharField(
                        blank=True, max_length=400, verbose_name="the question"
                    ),
                ),
                (
                    "background",
                    models.TextField(blank=True, verbose_name="what we know so far"),
                ),
                (
                    "already_tried",
                    models.TextField(blank=True, verbose_name="what was tried before"),
                ),
                (
                    "other_ways",
                    models.TextField(
                        blank=True, verbose_name="other ways to take part"
                    ),
                ),
                ("vehicle", models.CharField(max_length=40, verbose_name="vehicle")),
                ("recipe", models.JSONField(default=dict)),
                (
                    "language",
                    models.CharField(
                        default="en-gb", max_length=10, verbose_name="language"
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("public", "Everyone"),
                            ("staff", "Staff only"),
                            ("invited", "People who were invited"),
                        ],
                        default="public",
                        max_length=10,
                        verbose_name="who may see it",
                    ),
                ),
                (
                    "private_reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="why it is not public"
                    ),
                ),
                (
                    "moderation",
                    models.CharField(
                        choices=[
                            ("after", "Published at once, read afterwards"),
                            ("before", "Read first, then published"),
                        ],
                        default="after",
                        max_length=10,
                        verbose_name="moderation",
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("body", "The body"),
                            ("residents", "Residents"),
                            ("both", "Both"),
                        ],
                        default="body",
                        max_length=20,
                        verbose_name="who raised the question",
                    ),
                ),
                (
                    "allows_guests",
                    models.BooleanField(
                        default=True,
                        verbose_name="people may take part without an account",
                    ),
                ),
                (
                    "support_level",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "not checked"),
                            (1, "e-mail address confirmed"),
                            (2, "code card confirmed"),
                            (3, "residence confirmed"),
                            (4, "identity confirmed"),
                        ],
                        default=1,
                        verbose_name="needed to support",
                    ),
                ),
                (
                    "contribute_level",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "not checked"),
                            (1, "e-mail address confirmed"),
                            (2, "code card confirmed"),
                            (3, "residence confirmed"),
                            (4, "identity confirmed"),
                        ],
                        default=0,
                        verbose_name="needed to contribute",
                    ),
                ),
                (
                    "listen_days",
                    models.PositiveSmallIntegerField(
                        default=0,
                        verbose_name="days in which officials only ask questions",
                    ),
                ),
                (
                    "capacity_per_week",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        verbose_name="answers the team can write in a week",
                    ),
                ),
                (
                    "cost_note",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="what running it costs"
                    ),
                ),
                ("last_number", models.PositiveIntegerField(default=0)),
                ("drafted_at", models.DateTimeField()),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="programmes",
                        to="flotilla.body",
                    ),
                ),
                (
                    "copied_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="copies",
                        to="flotilla.programme",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="programmes",
                        to="flotilla.department",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-id",),
            },
        ),
        migrations.CreateModel(
            name="Pause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "reason",
                    models.CharField(max_length=300, verbose_name="public reason"),
                ),
                ("paused_at", models.DateTimeField()),
                ("resumed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "paused_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "resumed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pauses",
                        to="flotilla.programme",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Ownership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "brings",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="what it brings"
                    ),
                ),
                ("joined_at", models.DateTimeField()),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ownerships",
                        to="flotilla.body",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ownerships",
                        to="flotilla.department",
                    ),
                ),
                (
                    "joined_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ownerships",
                        to="flotilla.programme",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Opening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                (
                    "opened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "programme",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="opening",
                        to="flotilla.programme",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MissingVoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "who",
                    models.CharField(max_length=120, verbose_name="who may be missing"),
                ),
                (
                    "what_we_do",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="what we will do"
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="missing_voices",
                        to="flotilla.programme",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Follow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("followed_at", models.DateTimeField()),
                (
                    "contribution",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follows",
                        to="flotilla.contribution",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follows",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follows",
                        to="flotilla.programme",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="draft",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="drafts",
                to="flotilla.programme",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="decisions",
                to="flotilla.programme",
            ),
        ),
        migrations.CreateModel(
            name="CrewMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "name",
                    models.CharField(blank=True, max_length=120, verbose_name="name"),
                ),
                (
                    "title",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="shown as"
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[
                            (
                                "sponsor",
                                "Sponsor: signs the promise and has the final word",
                            ),
                            ("host", "Host: welcomes, connects and answers"),
                            (
                                "delivery_owner",
                                "Delivery owner: carries out what is taken forward",
                            ),
                            ("facilitator", "Facilitator"),
                            ("moderator", "Moderator"),
                            ("expert", "Subject expert"),
                        ],
                        max_length=20,
                        verbose_name="part",
                    ),
                ),
                (
                    "hours_a_week",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        max_digits=4,
                        null=True,
                        verbose_name="hours a week",
                    ),
                ),
                ("joined_at", models.DateTimeField()),
                ("left_at", models.DateTimeField(blank=True, null=True)),
                (
                    "joined_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "left_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="crew_parts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="crew",
                        to="flotilla.programme",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="contribution",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contributions",
                to="flotilla.programme",
            ),
        ),
        migrations.CreateModel(
            name="Closure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "learned",
                    models.TextField(
                        blank=True, verbose_name="what we learned of running it"
                    ),
                ),
                (
                    "next_conversation_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="next conversation"
                    ),
                ),
                ("closed_at", models.DateTimeField()),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "programme",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="closure",
                        to="flotilla.programme",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Admission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("admitted_at", models.DateTimeField()),
                (
                    "admitted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="admissions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="admissions",
                        to="flotilla.programme",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Promise",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(default=1)),
                (
                    "will",
                    models.JSONField(default=list, verbose_name="what it may lead to"),
                ),
                (
                    "will_not",
                    models.JSONField(
                        default=list, verbose_name="what it will not lead to"
                    ),
                ),
                (
                    "who_decides",
                    models.CharField(
                        blank=True, max_length=400, verbose_name="who decides"
                    ),
                ),
                (
                    "influence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("inform", "Inform"),
                            ("consult", "Consult"),
                            ("involve", "Involve"),
                            ("collaborate", "Collaborate"),
                            ("empower", "Empower"),
                        ],
                        max_length=20,
                        verbose_name="how much influence people have",
                    ),
                ),
                (
                    "influence_note",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="what that means here"
                    ),
                ),
                (
                    "money_minor",
                    models.BigIntegerField(blank=True, null=True, verbose_name="money"),
                ),
                ("currency", models.CharField(default="GBP", max_length=3)),
                (
                    "money_note",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="about the money"
                    ),
                ),
                (
                    "first_answer_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        verbose_name="first answer within this many working days",
                    ),
                ),
                (
                    "decision_on",
                    models.DateField(blank=True, null=True, verbose_name="decision by"),
                ),
                (
                    "likely_from",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        verbose_name="likely to be taken forward, at least",
                    ),
                ),
                (
                    "likely_to",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        verbose_name="likely to be taken forward, at most",
                    ),
                ),
                (
                    "signatory",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="signed by, in words"
                    ),
                ),
                ("signed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "reason",
                    models.CharField(
                        blank=True, max_length=600, verbose_name="why it was amended"
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="promises",
                        to="flotilla.programme",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("version",),
            },
        ),
        migrations.CreateModel(
            name="Rehearsal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("began_at", models.DateTimeField()),
                ("wiped_at", models.DateTimeField(blank=True, null=True)),
                (
                    "began_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "programme",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rehearsal",
                        to="flotilla.programme",
                    ),
                ),
                (
                    "wiped_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Removal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("reason", models.CharField(max_length=30, verbose_name="reason")),
                (
                    "words",
                    models.CharField(
                        blank=True, max_length=600, verbose_name="said to the author"
                    ),
                ),
                ("removed_at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "comment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="removals",
                        to="flotilla.comment",
                    ),
                ),
                (
                    "contribution",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="removals",
                        to="flotilla.contribution",
                    ),
                ),
                (
                    "removed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Appeal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        max_length=1000, verbose_name="why it should be looked at again"
                    ),
                ),
                ("appealed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("upheld", "The removal stays"),
                            ("restored", "Restored"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "reply",
                    models.CharField(blank=True, max_length=1000, verbose_name="reply"),
                ),
                (
                    "appealed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "removed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "removal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="appeal",
                        to="flotilla.removal",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="e-mail address"
                    ),
                ),
                ("reason", models.CharField(max_length=30, verbose_name="reason")),
                (
                    "words",
                    models.CharField(
                        blank=True, max_length=600, verbose_name="in your words"
                    ),
                ),
                ("reported_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("kept", "Kept"), ("removed", "Removed")],
                        max_length=10,
                    ),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="flotilla.comment",
                    ),
                ),
                (
                    "contribution",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reports",
                        to="flotilla.contribution",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="reports",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("reported_at",),
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("answers", models.JSONField(default=dict)),
                (
                    "note",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="what changed and why"
                    ),
                ),
                ("made_at", models.DateTimeField()),
                (
                    "contribution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="revisions",
                        to="flotilla.contribution",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("version",),
            },
        ),
        migrations.CreateModel(
            name="SecondLook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("words", models.TextField(verbose_name="what was overlooked")),
                ("asked_at", models.DateTimeField()),
                ("reply", models.TextField(blank=True, verbose_name="reply")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("stays", "The decision stays"),
                            ("changed", "The decision changes"),
                        ],
                        max_length=10,
                    ),
                ),
                ("given_at", models.DateTimeField(blank=True, null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="second_look",
                        to="flotilla.decision",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Split",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="why it is better apart",
                    ),
                ),
                ("split_at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "split_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "whole",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="splits",
                        to="flotilla.contribution",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Stage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("code", models.CharField(max_length=30)),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "opens_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="opens"),
                ),
                (
                    "closes_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="closes"),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="note for the public"
                    ),
                ),
                ("passed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "passed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stages",
                        to="flotilla.programme",
                    ),
                ),
            ],
            options={
                "ordering": ("position",),
            },
        ),
        migrations.CreateModel(
            name="Override",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("condition", models.CharField(max_length=40)),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                ("overridden_at", models.DateTimeField()),
                (
                    "overridden_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="overrides",
                        to="flotilla.stage",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Support",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("supported_at", models.DateTimeField()),
                (
                    "contribution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="supports",
                        to="flotilla.contribution",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="supports",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TalkClosure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "reason",
                    models.CharField(max_length=300, verbose_name="why it is closed"),
                ),
                ("closed_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "contribution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="talk_closures",
                        to="flotilla.contribution",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Theme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("address", models.SlugField(max_length=60)),
                (
                    "words",
                    models.CharField(
                        blank=True, max_length=400, verbose_name="words that suggest it"
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="themes",
                        to="flotilla.programme",
                    ),
                ),
            ],
            options={
                "ordering": ("name",),
            },
        ),
        migrations.AddField(
            model_name="contribution",
            name="themes",
            field=models.ManyToManyField(
                blank=True, related_name="contributions", to="flotilla.theme"
            ),
        ),
        migrations.CreateModel(
            name="Verification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "not checked"),
                            (1, "e-mail address confirmed"),
                            (2, "code card confirmed"),
                            (3, "residence confirmed"),
                            (4, "identity confirmed"),
                        ]
                    ),
                ),
                ("method", models.CharField(max_length=40)),
                ("issuer", models.CharField(blank=True, max_length=120)),
                ("verified_at", models.DateTimeField()),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="verifications",
                        to="flotilla.body",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="verifications",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "verified_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "reason",
                    models.CharField(blank=True, max_length=300, verbose_name="why"),
                ),
                ("withdrawn_at", models.DateTimeField()),
                (
                    "contribution",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="withdrawal",
                        to="flotilla.contribution",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("email"), name="person_email_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="answertemplate",
            constraint=models.UniqueConstraint(
                fields=("body", "name"), name="template_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="consideration",
            constraint=models.UniqueConstraint(
                fields=("contribution", "considered_by"), name="consideration_once"
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                fields=["contribution", "parent", "posted_at", "id"],
                name="comment_thread",
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "concern"), _negated=True),
                    models.Q(("change_mind", ""), _negated=True),
                    _connector="OR",
                ),
                name="concern_says_what_would_help",
            ),
        ),
        migrations.AddConstraint(
            model_name="authorship",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("left_at__isnull", True), ("person__isnull", False)
                ),
                fields=("contribution", "person"),
                name="authorship_once",
            ),
        ),
        migrations.AddIndex(
            model_name="answer",
            index=models.Index(fields=["released_at"], name="answer_released"),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "final")),
                fields=("contribution",),
                name="answer_final_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "first")),
                fields=("contribution",),
                name="answer_first_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="department",
            constraint=models.UniqueConstraint(
                fields=("body", "name"), name="department_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("person__isnull", False),
                    ("department__isnull", False),
                    _connector="OR",
                ),
                name="assignment_to_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("contribution__isnull", False),
                    ("draft__isnull", False),
                    _connector="OR",
                ),
                name="attachment_belongs_somewhere",
            ),
        ),
        migrations.AddConstraint(
            model_name="holiday",
            constraint=models.UniqueConstraint(
                fields=("body", "on"), name="holiday_once"
            ),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                condition=models.Q(
                    ("given_up_at__isnull", True), ("sent_at__isnull", True)
                ),
                fields=["next_try_at"],
                name="letter_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(fields=["body", "sent_at"], name="letter_sent"),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.UniqueConstraint(
                condition=models.Q(("entry_id__isnull", False)),
                fields=("entry_id", "kind", "email"),
                name="letter_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("body", "person", "role"),
                name="membership_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            "resident",
                            "staff",
                            "officer",
                            "assessor",
                            "sponsor",
                            "administrator",
                        ],
                    )
                ),
                name="membership_role_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undone_at__isnull", True)),
                fields=("source",),
                name="merge_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.CheckConstraint(
                condition=models.Q(("source", models.F("target")), _negated=True),
                name="merge_with_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="muting",
            constraint=models.UniqueConstraint(
                fields=("person", "programme_id"), name="muting_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=models.UniqueConstraint(
                fields=("body", "name"), name="place_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="programme",
            constraint=models.UniqueConstraint(
                fields=("body", "address"), name="programme_address_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="programme",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("audience", "public"),
                    models.Q(("private_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="programme_private_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="pause",
            constraint=models.UniqueConstraint(
                condition=models.Q(("resumed_at__isnull", True)),
                fields=("programme",),
                name="pause_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="pause",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="pause_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="ownership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("department__isnull", True)),
                fields=("programme", "body"),
                name="ownership_body_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="ownership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("department__isnull", False)),
                fields=("programme", "department"),
                name="ownership_department_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="follow",
            constraint=models.UniqueConstraint(
                condition=models.Q(("contribution__isnull", False)),
                fields=("person", "contribution"),
                name="follow_contribution_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="follow",
            constraint=models.UniqueConstraint(
                condition=models.Q(("programme__isnull", False)),
                fields=("person", "programme"),
                name="follow_programme_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="follow",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("contribution__isnull", True), ("programme__isnull", False)
                    ),
                    models.Q(
                        ("contribution__isnull", False), ("programme__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="follow_one_thing",
            ),
        ),
        migrations.AddIndex(
            model_name="draft",
            index=models.Index(fields=["saved_at"], name="draft_age"),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(
                fields=["programme", "released_at"], name="decision_released"
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("checked_by__isnull", True),
                    ("drafted_by__isnull", True),
                    models.Q(("checked_by", models.F("drafted_by")), _negated=True),
                    _connector="OR",
                ),
                name="decision_checked_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("released_at__isnull", True),
                    ("checked_at__isnull", False),
                    _connector="OR",
                ),
                name="decision_checked_before_release",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "forward"), _negated=True),
                    ("next_word_on__isnull", False),
                    ("closed_at__isnull", False),
                    _connector="OR",
                ),
                name="decision_forward_has_next_word",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "forward"), _negated=True),
                    models.Q(("way", ""), _negated=True),
                    _connector="OR",
                ),
                name="decision_forward_says_how",
            ),
        ),
        migrations.AddConstraint(
            model_name="crewmember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_at__isnull", True)),
                fields=("programme", "person", "part"),
                name="crew_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="crewmember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("person__isnull", False),
                    models.Q(("name", ""), _negated=True),
                    _connector="OR",
                ),
                name="crew_is_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="admission",
            constraint=models.UniqueConstraint(
                fields=("programme", "person"), name="admission_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.UniqueConstraint(
                fields=("programme", "version"), name="promise_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("version", 1),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="amendment_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("likely_to__isnull", True),
                    ("likely_from__isnull", True),
                    ("likely_to__gte", models.F("likely_from")),
                    _connector="OR",
                ),
                name="promise_likely_range",
            ),
        ),
        migrations.AddConstraint(
            model_name="removal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("comment__isnull", True), ("contribution__isnull", False)
                    ),
                    models.Q(
                        ("comment__isnull", False), ("contribution__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="removal_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="removal",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="removal_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="removal",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("contribution__isnull", False), ("undone_at__isnull", True)
                ),
                fields=("contribution",),
                name="removal_contribution_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="removal",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("comment__isnull", False), ("undone_at__isnull", True)
                ),
                fields=("comment",),
                name="removal_comment_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by__isnull", True),
                    ("removed_by__isnull", True),
                    models.Q(("decided_by", models.F("removed_by")), _negated=True),
                    _connector="OR",
                ),
                name="appeal_decided_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("comment__isnull", True), ("contribution__isnull", False)
                    ),
                    models.Q(
                        ("comment__isnull", False), ("contribution__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="report_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.UniqueConstraint(
                fields=("contribution", "version"), name="revision_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="split",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undone_at__isnull", True)),
                fields=("whole",),
                name="split_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="stage",
            constraint=models.UniqueConstraint(
                fields=("programme", "code"), name="stage_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="stage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closes_at__isnull", True),
                    ("opens_at__isnull", True),
                    ("closes_at__gt", models.F("opens_at")),
                    _connector="OR",
                ),
                name="stage_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="override",
            constraint=models.UniqueConstraint(
                fields=("stage", "condition"), name="override_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="override",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="override_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="support",
            constraint=models.UniqueConstraint(
                fields=("contribution", "person"), name="support_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="talkclosure",
            constraint=models.UniqueConstraint(
                condition=models.Q(("opened_at__isnull", True)),
                fields=("contribution",),
                name="talk_closure_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="talkclosure",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="talk_closure_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="theme",
            constraint=models.UniqueConstraint(
                fields=("programme", "address"), name="theme_once"
            ),
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(
                fields=["programme", "standing", "received_at", "id"],
                name="contribution_newest",
            ),
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(
                fields=["programme", "standing", "support_count", "id"],
                name="contribution_supported",
            ),
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(
                fields=["programme", "standing", "view_count", "shuffle", "id"],
                name="contribution_quiet",
            ),
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(
                fields=["programme", "standing", "shuffle", "id"],
                name="contribution_shuffle",
            ),
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(
                condition=models.Q(("first_answered_at__isnull", True)),
                fields=["body", "answer_due_on"],
                name="contribution_due",
            ),
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(
                fields=["programme", "decided_at"], name="contribution_decided"
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.UniqueConstraint(
                fields=("programme", "number"), name="contribution_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.UniqueConstraint(
                condition=models.Q(("source_ref", ""), _negated=True),
                fields=("programme", "source", "source_ref"),
                name="contribution_import_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("standing", "listed"), _negated=True),
                    ("published_at__isnull", False),
                    _connector="OR",
                ),
                name="contribution_listed_is_published",
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("standing", "merged"), _negated=True),
                    ("merged_into__isnull", False),
                    _connector="OR",
                ),
                name="contribution_merged_has_target",
            ),
        ),
        migrations.AddConstraint(
            model_name="verification",
            constraint=models.UniqueConstraint(
                fields=("body", "person", "method"), name="verification_once"
            ),
        ),
    ]
