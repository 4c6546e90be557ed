import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('collective', 'The collective itself'), ('umbrella', 'Umbrella organisation'), ('association', 'Business association'), ('enterprise', 'Enterprise'), ('school', 'School or institute'), ('club', 'Sports club'), ('hotel', 'Hotel'), ('partner', 'Partner'), ('government', 'Government')], max_length=12, verbose_name='kind')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('description', models.TextField(blank=True, verbose_name='description')),
                ('kvk_number', models.CharField(blank=True, max_length=8, validators=[django.core.validators.RegexValidator('^\\d{8}$', 'Eight digits.')], verbose_name='KVK number')),
                ('branch_number', models.CharField(blank=True, max_length=12, validators=[django.core.validators.RegexValidator('^\\d{12}$', 'Twelve digits.')], verbose_name='branch number')),
                ('sbi_code', models.CharField(blank=True, max_length=6, validators=[django.core.validators.RegexValidator('^\\d{2,6}$', 'Two to six digits.')], verbose_name='SBI code')),
                ('sbi_version', models.CharField(blank=True, choices=[('2008', 'SBI 2008'), ('2025', 'SBI 2025')], max_length=4, verbose_name='SBI version')),
                ('branch', models.CharField(blank=True, choices=[('industry', 'Industry and crafts'), ('construction', 'Construction'), ('automotive', 'Cars and garages'), ('wholesale', 'Wholesale'), ('retail', 'Retail'), ('transport', 'Transport and storage'), ('hospitality', 'Hotels, restaurants and bars'), ('it_media', 'IT and media'), ('finance', 'Finance'), ('real_estate', 'Real estate'), ('professional', 'Professional services'), ('science', 'Research and life sciences'), ('support', 'Facility and rental services'), ('education', 'Education'), ('health', 'Health and care'), ('culture_sport', 'Culture, sport and leisure'), ('other', 'Other services')], max_length=14, verbose_name='branch')),
                ('jobs', models.PositiveIntegerField(blank=True, null=True, verbose_name='jobs')),
                ('size_class', models.CharField(blank=True, choices=[('1', '1 job'), ('2-9', '2 to 9 jobs'), ('10-49', '10 to 49 jobs'), ('50-249', '50 to 249 jobs'), ('250+', '250 jobs or more')], max_length=6, verbose_name='size')),
                ('street', models.CharField(blank=True, max_length=120, verbose_name='street')),
                ('house_number', models.CharField(blank=True, max_length=12, verbose_name='house number')),
                ('postcode', models.CharField(blank=True, max_length=6, validators=[django.core.validators.RegexValidator('^[1-9]\\d{3}[A-Z]{2}$', 'Four digits and two capitals, as in 2312AB.')], verbose_name='postcode')),
                ('city', models.CharField(blank=True, max_length=80, verbose_name='city')),
                ('latitude', models.FloatField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(-90), django.core.validators.MaxValueValidator(90)], verbose_name='latitude')),
                ('longitude', models.FloatField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(-180), django.core.validators.MaxValueValidator(180)], verbose_name='longitude')),
                ('location_source', models.CharField(blank=True, choices=[('', 'not known'), ('pin', 'pin on the map'), ('register', 'address register'), ('import', 'import'), ('estimate', 'estimate')], max_length=8, verbose_name='source of the place')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='phone')),
                ('website', models.URLField(blank=True, verbose_name='website')),
                ('search_text', models.TextField(default='', editable=False)),
                ('trashed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='in the trash since')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed at')),
                ('collective', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.collective', verbose_name='collective')),
            ],
            options={
                'verbose_name': 'organisation',
                'verbose_name_plural': 'organisations',
                'ordering': ('name', 'pk'),
                'indexes': [models.Index(fields=['collective', 'name', 'id'], name='organisation_name'), models.Index(fields=['collective', 'kind'], name='organisation_kind'), models.Index(fields=['collective', 'postcode'], name='organisation_postcode')],
                'constraints': [models.UniqueConstraint(condition=models.Q(models.Q(('kvk_number', ''), _negated=True), ('trashed_at__isnull', True)), fields=('collective', 'kvk_number', 'branch_number'), name='organisation_registered_once', violation_error_message='An organisation with this KVK and branch number exists already.'), models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('latitude__isnull', False), ('longitude__isnull', False)), _connector='OR'), name='organisation_whole_point', violation_error_message='Give both latitude and longitude, or neither.')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start', models.DateField(blank=True, null=True, verbose_name='from')),
                ('end', models.DateField(blank=True, null=True, verbose_name='until')),
                ('dates_assumed', models.BooleanField(default=False, verbose_name='dates are assumed')),
                ('collective', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.collective', verbose_name='collective')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='members.organisation', verbose_name='member')),
                ('umbrella', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='member_rows', to='members.organisation', verbose_name='umbrella')),
            ],
            options={
                'verbose_name': 'membership',
                'verbose_name_plural': 'memberships',
                'ordering': ('umbrella__name', 'start'),
                'constraints': [models.CheckConstraint(condition=models.Q(('end__isnull', True), ('start__isnull', True), ('end__gte', models.F('start')), _connector='OR'), name='membership_ends_after_start'), models.CheckConstraint(condition=models.Q(('organisation', models.F('umbrella')), _negated=True), name='membership_of_another'), models.UniqueConstraint(fields=('organisation', 'umbrella', 'start'), name='membership_once', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='Body',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('board', 'Board of the collective'), ('umbrella_board', 'Board of an umbrella'), ('core_team', 'Core team'), ('steering_group', 'Steering group'), ('working_group', 'Working group'), ('consultation', 'Periodic consultation'), ('outside_body', 'Outside body')], max_length=14, verbose_name='kind')),
                ('name', models.CharField(max_length=160, verbose_name='name')),
                ('level', models.CharField(choices=[('local', 'Local'), ('regional', 'Regional'), ('national', 'National')], default='local', max_length=8, verbose_name='level')),
                ('purpose', models.TextField(blank=True, verbose_name='purpose')),
                ('planned_in_person', models.PositiveSmallIntegerField(default=0, verbose_name='meetings a year in person')),
                ('planned_online', models.PositiveSmallIntegerField(default=0, verbose_name='meetings a year online')),
                ('collective', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.collective', verbose_name='collective')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bodies', to='members.organisation', verbose_name='belongs to')),
            ],
            options={
                'verbose_name': 'body',
                'verbose_name_plural': 'bodies',
                'ordering': ('name',),
                'constraints': [models.UniqueConstraint(fields=('collective', 'name'), name='body_name_once')],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('given_name', models.CharField(blank=True, max_length=80, verbose_name='first name')),
                ('family_name', models.CharField(max_length=120, verbose_name='last name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='phone')),
                ('search_text', models.TextField(default='', editable=False)),
                ('erased_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='erased at')),
                ('collective', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.collective', verbose_name='collective')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='people', to=settings.AUTH_USER_MODEL, verbose_name='account')),
            ],
            options={
                'verbose_name': 'person',
                'verbose_name_plural': 'people',
                'ordering': ('family_name', 'given_name', 'pk'),
                'constraints': [models.UniqueConstraint(condition=models.Q(('user__isnull', False)), fields=('collective', 'user'), name='person_account_once')],
            },
        ),
        migrations.CreateModel(
            name='OrganisationRole',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start', models.DateField(blank=True, null=True, verbose_name='from')),
                ('end', models.DateField(blank=True, null=True, verbose_name='until')),
                ('kind', models.CharField(choices=[('office', 'programme office'), ('chair', 'chair'), ('board_member', 'board member'), ('park_manager', 'park manager'), ('contact', 'contact'), ('employee', 'employee')], max_length=12, verbose_name='role')),
                ('collective', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.collective', verbose_name='collective')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='roles', to='members.organisation', verbose_name='organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='roles', to='members.person', verbose_name='person')),
            ],
            options={
                'verbose_name': 'role',
                'verbose_name_plural': 'roles',
                'ordering': ('organisation__name', 'kind', 'start'),
                'constraints': [models.CheckConstraint(condition=models.Q(('end__isnull', True), ('start__isnull', True), ('end__gte', models.F('start')), _connector='OR'), name='role_ends_after_start')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, verbose_name='email')),
                ('secret_digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='sent at')),
                ('expires_at', models.DateTimeField(verbose_name='valid until')),
                ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='accepted at')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn at')),
                ('collective', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.collective', verbose_name='collective')),
                ('invited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='invited by')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='members.person', verbose_name='person')),
            ],
            options={
                'verbose_name': 'invitation',
                'verbose_name_plural': 'invitations',
                'ordering': ('-created_at',),
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start', models.DateField(blank=True, null=True, verbose_name='from')),
                ('end', models.DateField(blank=True, null=True, verbose_name='until')),
                ('kind', models.CharField(choices=[('chair', 'chair'), ('secretary', 'secretary'), ('member', 'member'), ('observer', 'observer')], default='member', max_length=10, verbose_name='seat')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='members.body', verbose_name='body')),
                ('collective', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.collective', verbose_name='collective')),
                ('on_behalf_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='members.organisation', verbose_name='on behalf of')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='seats', to='members.person', verbose_name='person')),
            ],
            options={
                'verbose_name': 'seat',
                'verbose_name_plural': 'seats',
                'ordering': ('body__name', 'kind', 'start'),
                'constraints': [models.CheckConstraint(condition=models.Q(('end__isnull', True), ('start__isnull', True), ('end__gte', models.F('start')), _connector='OR'), name='seat_ends_after_start')],
            },
        ),
    ]
